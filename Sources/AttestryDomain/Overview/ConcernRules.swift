/// Finds what is wrong with what is watched on a day.
package struct ConcernRules: Sendable {
    private let warningDays: Int
    private let criticalDays: Int
    private let day: CivilDate

    /// The rules for a day; the limits are days before the end. Throws `invalid` for limits that
    /// cannot be.
    package init(
        warningDays: Int = AlertSeverity.warningDays,
        criticalDays: Int = AlertSeverity.criticalDays, day: CivilDate
    ) throws {
        guard (0...3650).contains(criticalDays), (criticalDays...3650).contains(warningDays) else {
            throw RegistryError(
                .invalid, "warning \(warningDays) and critical \(criticalDays) do not fit together",
                hint: "0 to 3650 days, and warning not below critical")
        }
        self.warningDays = warningDays
        self.criticalDays = criticalDays
        self.day = day
    }

    /// What is wrong with a subject, each rule once.
    package func concerns(about watched: Watched) -> [Concern] {
        let unmet = watched.anchors.filter { $0.name.kind.loss == .obligation }.map {
            Concern(.critical, watched.subject.name, .anchor($0.name.kind), on: $0.on, $0.fact)
        }
        guard let verdict = watched.verdict, watched.matters else { return unmet }
        let code = watched.subject.name
        return [standing(code, verdict), ending(code, verdict)].compactMap(\.self)
            + Self.flagged.filter { verdict.flags.contains($0.flag) }.map {
                Concern(.warning, code, .flag($0.flag), $0.detail)
            }
    }

    /// What should be recorded about a subject and is not.
    package func missing(about watched: Watched) -> [Concern] {
        let code = watched.subject.name
        let ownerless = watched.anchors.filter { $0.name.kind == .ownerMissing }.map {
            Concern(.warning, code, .anchor(.ownerMissing), $0.fact)
        }
        guard let verdict = watched.verdict, watched.matters else { return ownerless }
        let gaps = verdict.gaps.map {
            Concern(
                .warning, code, .flag(.coverageGap),
                "no report covers \($0.from) to \($0.to) (\($0.days) days)")
        }
        guard verdict.flags.contains(.editionDeadlineUnconfirmed) else { return ownerless + gaps }
        let detail = "a newer edition is out; no last day of this one is confirmed"
        return ownerless + gaps
            + [Concern(.warning, code, .flag(.editionDeadlineUnconfirmed), detail)]
    }

    /// What is wrong where runs of the alerts do not happen.
    package func concern(lastRun: AlertRun?) -> Concern? {
        guard let lastRun else {
            return Concern(
                .critical, "alerts", .alertRun,
                "no alert run yet; cron should call 'attestry alert run' every hour")
        }
        let days = lastRun.day.days(until: day)
        if days < 0 {
            return Concern(
                .critical, "alerts", .alertRun, on: lastRun.day,
                "the last alert run is dated \(lastRun.day), after today: the clock was wrong, "
                    + "and runs refuse until 'alert run --accept-clock'")
        }
        guard days > 2 else { return nil }
        return Concern(
            .critical, "alerts", .alertRun, on: lastRun.day,
            "the last alert run was \(days) days ago")
    }

    private func standing(_ code: String, _ verdict: Verdict) -> Concern? {
        let fact = verdict.reasons.first?.fact ?? verdict.state.rawValue
        func concern(_ severity: AlertSeverity) -> Concern {
            Concern(severity, code, .state(verdict.state), on: verdict.since, fact)
        }
        switch verdict.state {
        case .planned, .cancelled, .active, .current: return nil
        case .none: return Concern(.warning, code, .state(.none), "no version of it stands")
        case .stale where verdict.flags.contains(.awaitingNextReport):
            return Concern(
                .warning, code, .flag(.awaitingNextReport), on: verdict.since,
                fact + ", the next report is awaited")
        case .expiring, .aging, .surveillanceOverdue: return concern(.warning)
        case .withdrawn, .editionRetired, .expired, .suspended, .parentInvalid, .stale:
            return concern(.critical)
        }
    }

    private func ending(_ code: String, _ verdict: Verdict) -> Concern? {
        guard verdict.isInForce, let until = verdict.until else { return nil }
        let days = day.days(until: until)
        let severity = AlertSeverity(
            daysLeft: days, warning: warningDays, critical: criticalDays)
        guard severity > .info else { return nil }
        return Concern(
            severity, code, .until, on: until, "in force until \(until), \(days.asDaysAhead)")
    }

    private static let flagged: [(flag: Verdict.Flag, detail: String)] = [
        (.opinionAdverse, "the auditor's opinion is adverse"),
        (.opinionDisclaimer, "the auditor gave no opinion"),
        (.milestoneOverdue, "a milestone is overdue"),
        (.parentMissing, "the evidence it rides on is missing"),
    ]
}
