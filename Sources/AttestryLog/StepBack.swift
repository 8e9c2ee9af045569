import AttestryDomain

/// An entry whose time lies before that of the entry before (`rules.md` §8, "The clock").
package struct StepBack: Hashable, Sendable {
    /// The number of the entry.
    package let sequence: Int
    /// The time of the entry before.
    package let from: String
    /// The time of the entry itself.
    package let to: String
    /// Whether somebody vouched for the clock when it was recorded.
    package let isClockAccepted: Bool

    /// Whether it lies a day and more back though nobody vouched for it: no registry records that.
    var isUnexplained: Bool {
        guard !isClockAccepted, let from = Timestamp(from), let to = Timestamp(to) else {
            return false
        }
        return from.secondsSinceEpoch - to.secondsSinceEpoch >= 86_400
    }

    /// What it is, as a clause for a person to read.
    package var detail: String {
        "time goes back from \(from) to \(to)"
            + (isClockAccepted ? "; the clock was vouched for" : "")
    }
}
