/// What the rules derive for an evidence, or for one version of it, on a day (`rules.md` §3–4).
///
/// A verdict is never stored.
package struct Verdict: Hashable, Sendable {
    /// The headline; each name is one row of the tables in `rules.md`.
    package enum State: String, Sendable, CaseIterable {
        case none, planned
        case withdrawn, cancelled, expired, suspended, expiring, active
        case editionRetired = "edition_retired"
        case parentInvalid = "parent_invalid"
        case surveillanceOverdue = "surveillance_overdue"
        case stale, aging, current

        /// How good it is to be in this state.
        package var tone: Tone? {
            switch self {
            case .active, .current: .good
            case .expiring, .aging, .surveillanceOverdue, .planned: .notice
            case .withdrawn, .cancelled, .expired, .suspended, .editionRetired, .parentInvalid,
                .stale:
                .bad
            case .none: nil
            }
        }
    }

    /// What else is worth knowing beside the state.
    package enum Flag: String, Sendable, CaseIterable {
        case editionSuperseded = "edition_superseded"
        case editionDeadlineUnconfirmed = "edition_deadline_unconfirmed"
        case editionNotCurrentAtIssue = "edition_not_current_at_issue"
        case restorable
        case renewalPending = "renewal_pending"
        case computedExpiry = "computed_expiry"
        case printedDiffersFromComputed = "printed_differs_from_computed"
        case parentMissing = "parent_missing"
        case milestoneOverdue = "milestone_overdue"
        case superseded, bridged
        case opinionQualified = "opinion_qualified"
        case opinionAdverse = "opinion_adverse"
        case opinionDisclaimer = "opinion_disclaimer"
        case awaitingNextReport = "awaiting_next_report"
        case coverageGap = "coverage_gap"
    }

    /// One row of the table that holds, with its day and the fact behind it.
    package struct Reason: Hashable, Sendable {
        /// The row.
        package let rule: State
        /// The day from which it holds.
        package let on: CivilDate
        /// The fact behind it, as a clause for a person to read.
        package let fact: String
    }

    /// Days between two periods that no report speaks about.
    package struct Gap: Hashable, Sendable {
        /// The first day without coverage.
        package let from: CivilDate
        /// The last day without coverage.
        package let to: CivilDate
        /// How many days that is.
        package var days: Int { from.days(until: to) + 1 }
    }

    /// The headline.
    package var state: State
    /// The first day of the state.
    package var since: CivilDate?
    /// The last day in force as known on the day asked about; nil where open, or never in force.
    package var until: CivilDate?
    /// Whether a claim may rest on it.
    package var isInForce: Bool
    /// What else is worth knowing.
    package var flags: Set<Flag> = []
    /// Every row of the table that holds, save the default one.
    package var reasons: [Reason] = []
    /// The number of the version that was judged.
    package var version: Int?
    /// The end that was judged: printed, or computed from the scheme's validity.
    package var end: CivilDate?
    /// The last day on which a report is fresh.
    package var freshUntil: CivilDate?
    /// The last day that a bridge letter speaks for.
    package var comfortUntil: CivilDate?
    /// All gaps between the periods of the evidence.
    package var gaps: [Gap] = []

    /// A verdict on something that has not started: `planned` or `none`.
    static func notStarted(_ state: State, version: Int? = nil) -> Verdict {
        Verdict(state: state, isInForce: false, version: version)
    }

    /// The flags in the order of their names, as every output lists them.
    package var sortedFlags: [String] { flags.map(\.rawValue).sorted() }
}
