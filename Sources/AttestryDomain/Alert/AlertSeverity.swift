/// How much an alert or a finding matters.
package enum AlertSeverity: String, Sendable, CaseIterable, Comparable {
    case info, warning, critical

    /// How many days before a date a warning begins, unless somebody asks for another number.
    package static let warningDays = 60
    /// How many days before a date it becomes critical, unless somebody asks for another number.
    package static let criticalDays = 14

    /// The severity of what happens so many days from now (`rules.md` §7, `check`).
    package init(
        daysLeft: Int, warning: Int = Self.warningDays, critical: Int = Self.criticalDays
    ) {
        self = daysLeft <= critical ? .critical : daysLeft <= warning ? .warning : .info
    }

    package static func < (left: AlertSeverity, right: AlertSeverity) -> Bool {
        left.rank < right.rank
    }
}

extension CaseIterable where Self: Equatable {
    /// The place among all cases, from 0.
    var rank: Int { Self.allCases.prefix { $0 != self }.count }
}
