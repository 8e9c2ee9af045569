package import AttestryDomain
import AttestryStorage

/// What a monitor should know.
package struct CheckReport: Sendable {
    /// A number that a monitor draws over time, with the ranges in which it is as it should be.
    package struct Figure: Sendable {
        /// Its label.
        package let label: String
        /// Its value.
        package let value: Int
        /// The range outside of which it is worth a warning, as monitoring plugins write ranges.
        package let warning: String
        /// The range outside of which it is critical.
        package let critical: String

        /// Nothing is drawn where there is no value.
        fileprivate init?(
            _ label: String, _ value: Int?, warning: String = "", critical: String = ""
        ) {
            guard let value else { return nil }
            (self.label, self.value) = (label, value)
            (self.warning, self.critical) = (warning, critical)
        }
    }

    /// What is wrong, critical things first.
    package let concerns: [Concern]
    /// What is to be drawn.
    package let figures: [Figure]
}

extension Registry {
    /// What is wrong on a day, and the figures behind it (`rules.md` §7, `check`). The machine says
    /// when the last good copy of the registry was made, nil where it knows of none, or why it
    /// cannot tell.
    package func check(
        warningDays: Int, criticalDays: Int, asOf day: CivilDate?,
        lastBackup: Result<Timestamp?, any Error> = .success(nil)
    ) throws -> CheckReport {
        try read(asOf: day) { reading, day in
            let rules = try ConcernRules(
                warningDays: warningDays, criticalDays: criticalDays, day: day)
            let agreements = try WatchList(
                reading, clock, on: day, .between(day, rules.lastDay)
            ).of(.agreement)
            func standing(until last: CivilDate?) throws -> Standing {
                try Standing(
                    WatchList(reading, clock, on: day, .until(last)), rules,
                    agreements: agreements)
            }
            var found = try standing(until: day.adding(days: max(warningDays, 365)))
            if found.nextEnd == nil { found = try standing(until: nil) }
            // A day that is only supposed has no copies, as it has no runs.
            let copies = found.alerts == nil ? .success(nil) : lastBackup
            let zone = try reading.settings().timeZone
            let made = try (try? copies.get()).map { try clock.date(of: $0, in: zone) }
            let concerns =
                (found.concerns
                + [rules.concern(lastBackup: copies.map { _ in made })]
                .compactMap(\.self)).byUrgency
            let end = found.nextEnd.map { day.days(until: $0) }
            let alerts = found.alerts
            let figures: [CheckReport.Figure?] = [
                .init("critical", concerns.count { $0.severity == .critical }, critical: "0"),
                .init("warnings", concerns.count { $0.severity == .warning }, warning: "0"),
                .init("in_force", found.inForce),
                .init(
                    "days_to_next_end", end, warning: "\(warningDays + 1):",
                    critical: "\(criticalDays + 1):"),
                .init("open_alerts", alerts?.unresolved),
                .init("messages_waiting", alerts?.outbox.waiting),
                .init("messages_failed", alerts?.outbox.failed, critical: "0"),
                .init(
                    "days_since_alert_run", alerts?.lastRun.map { $0.day.days(until: day) },
                    critical: "0:2"),
                .init(
                    "days_since_backup", made.map { $0.days(until: day) },
                    warning: "0:\(ConcernRules.backupDays)"),
            ]
            return CheckReport(concerns: concerns, figures: figures.compactMap(\.self))
        }
    }
}

extension Standing {
    /// The first day on which something that is in force ends.
    fileprivate var nextEnd: CivilDate? {
        evidence.compactMap(\.verdict).filter(\.isInForce).compactMap(\.until).min()
    }
}
