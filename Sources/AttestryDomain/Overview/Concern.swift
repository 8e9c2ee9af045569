/// Something about the evidence that `check` reports and `status` shows (`rules.md` §7, `check`).
package struct Concern: Hashable, Sendable {
    /// How much it matters.
    package enum Severity: String, Sendable, Comparable {
        case warning, critical

        package static func < (left: Severity, right: Severity) -> Bool {
            left == .warning && right == .critical
        }
    }

    /// How much it matters.
    package let severity: Severity
    /// What it is about: an evidence's code, or `alerts` for the runs themselves.
    package let subject: String
    /// The rule that found it: a state, a flag, or `until`.
    package let rule: String
    /// The day it holds since, or the day it will.
    package let on: CivilDate?
    /// The fact, as a clause for a person to read.
    package let detail: String

    package init(
        severity: Severity, subject: String, rule: String, on: CivilDate?, detail: String
    ) {
        self.severity = severity
        self.subject = subject
        self.rule = rule
        self.on = on
        self.detail = detail
    }
}

/// Finds the concerns about evidence on a day.
package struct ConcernRules: Sendable {
    private let warningDays: Int
    private let criticalDays: Int
    private let day: CivilDate

    /// The rules for a day; the limits are days before the end. Throws `invalid` for limits that
    /// cannot be.
    package init(warningDays: Int, criticalDays: Int, day: CivilDate) throws {
        guard (0...3650).contains(criticalDays), (criticalDays...3650).contains(warningDays) else {
            throw RegistryError(
                .invalid, "warning \(warningDays) and critical \(criticalDays) do not fit together",
                hint: "0 to 3650 days, and warning not below critical")
        }
        self.warningDays = warningDays
        self.criticalDays = criticalDays
        self.day = day
    }

    /// The concerns about one evidence with its verdict; one a rule.
    package func concerns(about evidence: Evidence, _ verdict: Verdict) -> [Concern] {
        if let discontinued = evidence.discontinuedOn, discontinued <= day { return [] }
        func concern(
            _ severity: Concern.Severity, _ rule: String, _ on: CivilDate?, _ detail: String
        )
            -> Concern
        {
            Concern(
                severity: severity, subject: evidence.code.description, rule: rule, on: on,
                detail: detail)
        }
        var concerns: [Concern] = []
        switch verdict.state {
        case .planned, .cancelled: return []
        case .none:
            concerns.append(concern(.warning, "none", nil, "no version of it stands"))
        case .stale where verdict.flags.contains(.awaitingNextReport):
            let detail = reason(verdict) + ", the next report is awaited"
            concerns.append(concern(.warning, "awaiting_next_report", verdict.since, detail))
        case .expiring, .aging, .surveillanceOverdue:
            concerns.append(
                concern(.warning, verdict.state.rawValue, verdict.since, reason(verdict)))
        case .active, .current: break
        case .withdrawn, .editionRetired, .expired, .suspended, .parentInvalid, .stale:
            concerns.append(
                concern(.critical, verdict.state.rawValue, verdict.since, reason(verdict)))
        }
        if verdict.isInForce, let until = verdict.until {
            let days = day.days(until: until)
            if days <= warningDays {
                let severity: Concern.Severity = days <= criticalDays ? .critical : .warning
                concerns.append(
                    concern(
                        severity, "until", until, "in force until \(until), \(days.asDaysAhead)"))
            }
        }
        concerns += flagged.filter { verdict.flags.contains($0.flag) }
            .map { concern(.warning, $0.flag.rawValue, nil, $0.detail) }
        return concerns
    }

    /// The concern about runs of the alerts that do not happen.
    package func concern(lastRun: AlertRun?) -> Concern? {
        guard let lastRun else {
            return Concern(
                severity: .critical, subject: "alerts", rule: "alert_run", on: nil,
                detail: "no alert run yet; cron should call 'attestry alert run' every hour")
        }
        let days = lastRun.day.days(until: day)
        if days < 0 {
            return Concern(
                severity: .critical, subject: "alerts", rule: "alert_run", on: lastRun.day,
                detail:
                    "the last alert run is dated \(lastRun.day), after today: the clock was wrong, "
                    + "and runs refuse until 'alert run --accept-clock'")
        }
        guard days > 2 else { return nil }
        return Concern(
            severity: .critical, subject: "alerts", rule: "alert_run", on: lastRun.day,
            detail: "the last alert run was \(days) days ago")
    }

    private var flagged: [(flag: Verdict.Flag, detail: String)] {
        [
            (.opinionAdverse, "the auditor's opinion is adverse"),
            (.opinionDisclaimer, "the auditor gave no opinion"),
            (.milestoneOverdue, "a milestone is overdue"),
            (.parentMissing, "the evidence it rides on is missing"),
        ]
    }

    private func reason(_ verdict: Verdict) -> String {
        verdict.reasons.first?.fact ?? verdict.state.rawValue
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
        default: "\(-self) days ago"
        }
    }
}
