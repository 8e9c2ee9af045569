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

    /// The last day that a warning may be about.
    package var lastDay: CivilDate { day.adding(days: warningDays) }

    /// What is wrong with a subject, each fact once, by its most urgent rule; `isSilenced` tells
    /// which of its days nobody wants to hear of.
    package func concerns(about watched: Watched, isSilenced: (Anchor) -> Bool) -> [Concern] {
        let code = watched.subject.name
        let unmet = watched.anchors.filter { $0.name.kind.loss == .obligation }.map {
            Concern(.critical, code, .anchor($0.name.kind), on: $0.on, $0.fact)
        }
        guard watched.verdict == nil || watched.matters else { return unmet }
        let ahead = watched.anchors.filter { $0.leavesUnmet || !isSilenced($0) }
            .compactMap { coming($0, of: watched) }
        guard let verdict = watched.verdict else { return unmet + overdue(watched) + ahead }
        return [standing(code, verdict), ending(code, verdict), letter(code, verdict)]
            .compactMap(\.self) + flagged(code, verdict) + ahead
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
                "no report covers \($0.from) to \($0.to) (\($0.days.of("day")))")
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
            "the last alert run was \(days.of("day")) ago")
    }

    /// What is wrong where a registry that was copied once is copied no more.
    package func concern(lastBackup: Result<CivilDate?, any Error>) -> Concern? {
        func concern(_ detail: String, on made: CivilDate? = nil) -> Concern {
            Concern(.warning, "registry", .backup, on: made, detail)
        }
        switch lastBackup {
        case .failure(let reason): return concern("how old the last copy is: \(reason)")
        case .success(nil): return nil
        case .success(let made?):
            let days = made.days(until: day)
            // The clock was wrong: this would hide for years that no copy is made.
            if days < 0 { return concern("the last good copy is dated after today", on: made) }
            guard days > Self.backupDays else { return nil }
            return concern("the last good copy is \(days.of("day")) old", on: made)
        }
    }

    /// After how many days the last copy of the registry is too old.
    package static let backupDays = 2

    private func standing(_ code: String, _ verdict: Verdict) -> Concern? {
        let fact = verdict.reasons.first?.fact ?? verdict.state.rawValue
        func concern(_ severity: AlertSeverity) -> Concern {
            Concern(severity, code, .state(verdict.state), on: verdict.since, fact)
        }
        switch verdict.state {
        // What ends within the days is a fact of its own; the state would only say it twice.
        case .none, .planned, .cancelled, .active, .current, .expiring, .aging: return nil
        case .stale where verdict.flags.contains(.awaitingNextReport):
            return Concern(
                .warning, code, .flag(.awaitingNextReport), on: verdict.since,
                fact + ", the next report is awaited")
        case .surveillanceOverdue: return concern(.warning)
        case .withdrawn, .editionRetired, .expired, .suspended, .parentInvalid, .stale:
            return concern(.critical)
        }
    }

    private func ending(_ code: String, _ verdict: Verdict) -> Concern? {
        guard verdict.isInForce, let until = verdict.until else { return nil }
        return coming(until).map { severity, ahead in
            Concern(severity, code, .until, on: until, "in force until \(until), \(ahead)")
        }
    }

    private func letter(_ code: String, _ verdict: Verdict) -> Concern? {
        guard verdict.flags.contains(.bridged), let last = verdict.comfortUntil else { return nil }
        return coming(last).map { _, ahead in
            Concern(
                .warning, code, .flag(.bridged), on: last,
                "its bridge letter speaks until \(last), \(ahead)")
        }
    }

    /// What a day that is watched is worth, where it comes within the days.
    private func coming(_ anchor: Anchor, of watched: Watched) -> Concern? {
        guard let (severity, ahead) = coming(anchor.on) else { return nil }
        let kind = anchor.name.kind
        let isDue = [.milestone, .occurrence, .finding].contains(kind)
        let isEnding = watched.isInForce && (kind == .agreementEnd || kind == .noticeDeadline)
        guard isDue || isEnding else { return nil }
        let loss = anchor.leavesUnmet ? "; from then on an obligation is unmet" : ""
        return Concern(
            anchor.leavesUnmet ? severity : .warning, watched.subject.name, .anchor(kind),
            on: anchor.on, "\(anchor.fact), \(ahead)\(loss)")
    }

    /// What was due of an activity and is not made up, and what it found and is not mended.
    private func overdue(_ watched: Watched) -> [Concern] {
        watched.anchors.filter { $0.on < day }.compactMap { anchor in
            let (code, ago) = (watched.subject.name, day.days(until: anchor.on).asDaysAhead)
            switch anchor.name.kind {
            case .occurrence:
                let name = anchor.name.detail ?? ""
                return Concern(
                    .critical, code, .missed, on: anchor.on,
                    "\(name) was due by \(anchor.on), \(ago), and is not made up")
            case .finding:
                return Concern(
                    .warning, code, .findingOverdue, on: anchor.on, "\(anchor.fact), \(ago)")
            default: return nil
            }
        }
    }

    /// How urgent a day is by its distance, and how far ahead in words; nil for what is past or
    /// further than a warning goes.
    private func coming(_ date: CivilDate) -> (severity: AlertSeverity, ahead: String)? {
        guard date >= day else { return nil }
        let days = day.days(until: date)
        let severity = AlertSeverity(daysLeft: days, warning: warningDays, critical: criticalDays)
        return severity > .info ? (severity, days.asDaysAhead) : nil
    }

    private func flagged(_ code: String, _ verdict: Verdict) -> [Concern] {
        Self.flagged.filter { flag, _, _ in
            // A parent that is missing where one is required is why the evidence is not in force.
            let isSaid = flag == .parentMissing && verdict.state == .parentInvalid
            return verdict.flags.contains(flag) && !isSaid
        }.map { Concern($1, code, .flag($0), $2) }
    }

    private static let flagged: [(Verdict.Flag, AlertSeverity, detail: String)] = [
        (.opinionAdverse, .critical, "the auditor's opinion is adverse"),
        (.opinionDisclaimer, .critical, "the auditor gave no opinion"),
        (.opinionQualified, .warning, "the auditor's opinion is qualified"),
        (.milestoneOverdue, .warning, "a milestone is overdue"),
        (.parentMissing, .warning, "the evidence it rides on is missing"),
    ]
}
