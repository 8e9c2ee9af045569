/// Something that `check` reports and `status` shows (`rules.md` §7, `check`).
package struct Concern: Hashable, Sendable {
    /// The rule that found it.
    package enum Rule: Hashable, Sendable, CustomStringConvertible {
        case state(Verdict.State), flag(Verdict.Flag)
        /// A day that is watched and is there, or was missed.
        case anchor(AnchorName.Kind)
        /// What is in force ends soon.
        case until
        /// What was due and is not made up; what was found and is not mended in time.
        case missed, findingOverdue
        /// What should be recorded of a version and is not.
        case missing
        /// The runs of the alerts, what they could not send, and the ways by which they send.
        case alertRun, undelivered, deliveryLate, channelDisabled
        /// The copies of the registry.
        case backup

        package var description: String {
            switch self {
            case .state(let state): state.rawValue
            case .flag(let flag): flag.rawValue
            case .anchor(let kind): kind.rawValue
            case .until: "until"
            case .missed: "missed"
            case .findingOverdue: "finding_overdue"
            case .missing: "missing"
            case .alertRun: "alert_run"
            case .undelivered: "undelivered"
            case .deliveryLate: "delivery_late"
            case .channelDisabled: "channel_disabled"
            case .backup: "backup"
            }
        }
    }

    /// How much it matters.
    package let severity: AlertSeverity
    /// The code of what it is about, or `alerts` for the runs themselves.
    package let subject: String
    /// The rule that found it.
    package let rule: Rule
    /// The day it holds since, or the day it will.
    package let on: CivilDate?
    /// The fact, as a clause for a person to read.
    package let detail: String

    package init(
        _ severity: AlertSeverity, _ subject: String, _ rule: Rule, on: CivilDate? = nil,
        _ detail: String
    ) {
        self.severity = severity
        self.subject = subject
        self.rule = rule
        self.on = on
        self.detail = detail
    }

    /// What a version should have and was recorded without.
    package init(_ version: VersionReference, lacks names: [String]) {
        self.init(
            .info, "\(version.code)", .missing,
            "\(version) has no \(names.joined(separator: ", "))")
    }

    package static let columns: [Column<Concern>] = [
        Column("severity") { .string($0.severity.rawValue) },
        Column("subject") { .string($0.subject) }, Column("rule") { .text($0.rule) },
        Column("on") { .text($0.on) }, Column("detail") { .string($0.detail) },
    ]
}

extension [Concern] {
    /// The concerns with the most severe first, then by subject, rule and day.
    package var byUrgency: [Concern] {
        sorted {
            ($1.severity, $0.subject, $0.rule.description, $0.on ?? .distantPast)
                < ($0.severity, $1.subject, $1.rule.description, $1.on ?? .distantPast)
        }
    }
}

extension Int {
    /// A number of days from a day on, in words: `today`, `in 1 day`, `7 days ago`.
    package var asDaysAhead: String {
        switch self {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        case 2...: "in \(self) days"
        default: "\(magnitude) days ago"
        }
    }
}
