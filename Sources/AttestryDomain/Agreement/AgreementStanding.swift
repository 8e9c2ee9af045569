/// What the rules derive for an agreement on a day (`rules.md` §5).
package struct AgreementStanding: Hashable, Sendable {
    /// The state; the first that holds in the order of `rules.md` §5.
    package enum State: String, Sendable, CaseIterable {
        case voided, terminated, superseded, none, draft, sent, negotiating, declined
        case notYetEffective = "not_yet_effective"
        case expired
        case noticeWindowOpen = "notice_window_open"
        case expiring, active

        /// Whether an agreement in this state is in force.
        package var isInForce: Bool {
            self == .active || self == .expiring || self == .noticeWindowOpen
        }

        /// How good it is to be in this state.
        package var tone: Tone? {
            switch self {
            case .active: .good
            case .expiring, .noticeWindowOpen, .notYetEffective: .notice
            case .terminated, .superseded, .expired: .bad
            case .voided, .none, .draft, .sent, .negotiating, .declined: nil
            }
        }

        /// Whether it was in force once and is no more.
        package var hasEnded: Bool {
            self == .terminated || self == .superseded || self == .expired
        }
    }

    /// What is worth knowing beside the state.
    package enum Flag: String, Sendable, CaseIterable {
        /// The agreement has ended and still protects what was released under it.
        case inSurvival = "in_survival"
    }

    /// The state.
    package var state: State
    /// The day the state holds since; nil where nothing has happened yet.
    package var since: CivilDate?
    /// The flags that hold.
    package var flags: Set<Flag> = []
    /// The first day of the term that the day lies in.
    package var termStart: CivilDate?
    /// The last day of that term; nil where open.
    package var termEnd: CivilDate?
    /// The last day to give notice before it renews itself.
    package var noticeDeadline: CivilDate?
    /// The day from which survival and retention count, as far as known: its last day, or the day
    /// on which it is terminated or superseded.
    package var endedOn: CivilDate?
    /// The last day on which it protects what was released under it; nil where open or none.
    package var survivalUntil: CivilDate?
    /// Whether it protects without end.
    package var survivesIndefinitely = false
    /// The day until which it must be kept; nil where open or without end.
    package var retainUntil: CivilDate?
    /// Whether it must be kept without end.
    package var isRetainedIndefinitely = false

    package init(_ state: State, since: CivilDate?) {
        self.state = state
        self.since = since
    }

    /// Whether new releases may rely on it.
    package var isInForce: Bool { state.isInForce }

    /// The flags' names, sorted.
    package var sortedFlags: [String] { flags.map(\.rawValue).sorted() }
}
