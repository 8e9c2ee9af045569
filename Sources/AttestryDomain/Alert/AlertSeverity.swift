/// How much an alert matters, by its rung; the bars are those of `check` (`rules.md` §7).
package enum AlertSeverity: String, Sendable, CaseIterable, Comparable {
    case info, warning, critical

    /// The severity of an alert so many days before its date.
    package init(rung: Int) {
        self = rung <= 14 ? .critical : rung <= 60 ? .warning : .info
    }

    package static func < (left: AlertSeverity, right: AlertSeverity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .critical: 2
        }
    }
}
