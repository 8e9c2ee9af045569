/// A dated thing about one subject to warn of (`rules.md` §7).
package struct Anchor: Hashable, Sendable {
    /// What the day is.
    package let name: AnchorName
    /// The day itself.
    package let on: CivilDate
    /// The civil day on which what the anchor rests on was recorded.
    package let recordedOn: CivilDate
    /// Whether the weekly rungs after the day apply.
    package let goesOverdue: Bool
    /// Whether an obligation of a customer is unmet from the day after on.
    package let leavesUnmet: Bool
    /// Which of the anchors of its name it is, from 1; it stays when another is done or renewed.
    package internal(set) var ordinal: Int
    /// What happens on the day, as a clause for a person to read.
    package let fact: String
    /// What it costs to see to it; nil where that was not recorded.
    package internal(set) var cost: Cost?

    package init(
        _ kind: AnchorName.Kind, detail: String? = nil, on: CivilDate, recordedOn: CivilDate,
        goesOverdue: Bool = true, leavesUnmet: Bool = false, ordinal: Int = 1, fact: String
    ) {
        name = AnchorName(kind, detail)
        self.leavesUnmet = leavesUnmet
        self.on = on
        self.recordedOn = recordedOn
        self.goesOverdue = goesOverdue
        self.ordinal = ordinal
        self.fact = fact
    }

    /// Whether the day lay further back when it was recorded than any rung reaches: an old trouble
    /// is said once, and only while it still stands (`rules.md` §7).
    package var isOld: Bool { on < recordedOn.subtracting(days: Ladder.longestOverdue) }
}

/// The name of an anchor as the log, the ladders and the outputs spell it: its kind, and of what
/// there may be several which of them: `end`, `milestone:surveillance`, `occurrence_due:2026-Q3`.
package struct AnchorName: Hashable, Sendable, CustomStringConvertible {
    /// The kinds of days that are watched.
    package enum Kind: String, Sendable, CaseIterable {
        /// The last day of a certificate's validity.
        case end
        /// The last day of the edition.
        case editionRetirement = "edition_retirement"
        /// The last day on which an expired certificate may be restored.
        case restoreLimit = "restore_limit"
        /// Something is due inside a version's life.
        case milestone
        /// The day on which the version was withdrawn, cancelled or suspended.
        case withdrawn, cancelled, suspended
        /// The day since which the evidence it rides on is not in force.
        case parentInvalid = "parent_invalid"
        /// The day by which a suspension should have ended.
        case suspensionLimit = "suspension_limit"
        /// The end of the next report's period.
        case nextPeriodEnd = "next_period_end"
        /// The last day on which a report is fresh.
        case freshUntil = "fresh_until"
        /// The day on which an evidence without an owner was recorded.
        case ownerMissing = "owner_missing"
        /// The day on which a subject could not be evaluated.
        case unreadable
        /// The last day of an agreement.
        case agreementEnd = "agreement_end"
        /// The last day to give notice before an agreement renews itself.
        case noticeDeadline = "notice_deadline"
        /// The first day on which an obligation is unmet.
        case phiWithoutBAA = "phi_without_baa"
        case personalDataWithoutDPA = "personal_data_without_dpa"
        /// The day on which a version was recalled from somebody who has not answered.
        case recall
        /// The last day on which somebody may have access to what was released.
        case accessEnd = "access_end"
        /// The last day to do an occurrence of an activity in time.
        case occurrence = "occurrence_due"
        /// The last day to mend what a record of an activity found.
        case finding = "finding_due"
        /// The day on which a channel is tried; never recorded.
        case test
    }

    /// The kind of day.
    package let kind: Kind
    /// Which milestone, occurrence or finding; nil stands for all of them where a ladder is set.
    package let detail: String?

    package init(_ kind: Kind, _ detail: String? = nil) {
        self.kind = kind
        self.detail = detail
    }

    /// The name that was written so; nil for anything else.
    package init?(_ text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Kind(rawValue: String(parts[0]) ?? ""),
            parts.count == 1 || kind.isOneOfSeveral
        else { return nil }
        self.init(kind, parts.count == 1 ? nil : String(parts[1]))
    }

    /// The name that was written so. Throws `notFound` with the kinds that a ladder may be set for.
    package init(_ text: String, field: String) throws {
        guard let name = AnchorName(text), name.kind != .test else {
            throw RegistryError.notFound(
                field, text, among: Kind.allCases.filter { $0 != .test }.map(\.rawValue))
        }
        self = name
    }

    package var description: String { detail.map { "\(kind.rawValue):\($0)" } ?? kind.rawValue }
}

extension AnchorName.Kind {
    /// What is lost when the day passes and nobody has done anything.
    package enum Loss: Sendable {
        /// The evidence goes out of force.
        case evidence
        /// The agreement ends.
        case agreement
        /// A customer's data is covered by no agreement; it is lost already.
        case obligation
    }

    /// What passing the day costs; nil where it costs no standing.
    package var loss: Loss? {
        switch self {
        case .end, .editionRetirement: .evidence
        case .agreementEnd: .agreement
        case .phiWithoutBAA, .personalDataWithoutDPA: .obligation
        default: nil
        }
    }

    /// Whether a subject may have several of it, each with a name of its own.
    fileprivate var isOneOfSeveral: Bool { [.milestone, .occurrence, .finding].contains(self) }
}
