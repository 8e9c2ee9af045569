/// A life of the log: it begins where a copy was put back (`rules.md` §11). What was recorded since
/// that copy is lost, and may have been told to people and programs.
package struct Epoch: Hashable, Sendable {
    /// 32 hexadecimal digits, drawn at random.
    package let name: String
    /// The number of the last entry of the copy.
    package let entries: Int
    /// The hash of that entry, in lower-case hexadecimal digits.
    package let head: String
    /// How many entries of the other log are lost; nil where nobody can tell.
    package let lost: Int?
    /// The number up to which the other log may have given numbers to its rows: none of them is
    /// given again.
    package let floor: Int
    /// When the copy was put back.
    package let beganAt: Timestamp
    /// The civil day of that in the registry's zone.
    package let recordedOn: CivilDate

    /// The floors that an epoch can have: what counts from there has room in a calendar's 31 bits.
    package static let possibleFloors = 1...1_000_000_000

    package init(
        name: String, entries: Int, head: String, lost: Int?, floor: Int, beganAt: Timestamp,
        recordedOn: CivilDate
    ) {
        self.name = name
        self.entries = entries
        self.head = head
        self.lost = lost
        self.floor = floor
        self.beganAt = beganAt
        self.recordedOn = recordedOn
    }

    /// Whether something is lost, or nobody can tell.
    package var isLossy: Bool { lost != 0 }

    /// The day to name where the other log may have told this already: the first run after the
    /// restore tells everything that came up meanwhile; any run, a rung that was reached by then.
    package func doubt(about news: AlertNotification, isOfFirstRun: Bool) -> CivilDate? {
        let reached = news.about.anchorOn.adding(days: -news.about.rung)
        let wasDue = news.kind != .resolved && reached <= recordedOn
        return isLossy && (isOfFirstRun || wasDue) ? recordedOn : nil
    }
}
