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
    }

    /// What is wrong, critical things first.
    package let concerns: [Concern]
    /// What is to be drawn.
    package let figures: [Figure]
}

extension Registry {
    /// What is wrong on a day, and the figures behind it (`rules.md` §7, `check`).
    package func check(warningDays: Int, criticalDays: Int, asOf day: CivilDate?) throws
        -> CheckReport
    {
        try read(asOf: day) { reading, day in
            let rules = try ConcernRules(
                warningDays: warningDays, criticalDays: criticalDays, day: day)
            func standing(until last: CivilDate?) throws -> Standing {
                try Standing(
                    WatchList(reading, clock, on: day, .until(last)), rules, at: clock.now())
            }
            var found = try standing(until: day.adding(days: max(warningDays, 365)))
            if found.nextEnd == nil { found = try standing(until: nil) }
            let concerns = found.concerns
            func figure(_ label: String, _ value: Int?, _ warning: String, _ critical: String)
                -> CheckReport.Figure?
            {
                value.map {
                    CheckReport.Figure(
                        label: label, value: $0, warning: warning, critical: critical)
                }
            }
            return CheckReport(
                concerns: concerns,
                figures: [
                    figure("critical", concerns.count { $0.severity == .critical }, "", "0"),
                    figure("warnings", concerns.count { $0.severity == .warning }, "0", ""),
                    figure("in_force", found.inForce, "", ""),
                    figure(
                        "days_to_next_end", found.nextEnd.map { day.days(until: $0) },
                        "\(warningDays + 1):", "\(criticalDays + 1):"),
                    figure(
                        "open_alerts", try reading.unresolvedAlerts().values.reduce(0, +), "", ""),
                    figure("messages_waiting", found.outbox.waiting, "", ""),
                    figure("messages_failed", found.outbox.failed, "", "0"),
                    figure(
                        "days_since_alert_run", found.lastRun.map { $0.day.days(until: day) }, "",
                        "0:2"),
                ].compactMap(\.self))
        }
    }
}

extension Standing {
    /// The first day on which something that is in force ends.
    fileprivate var nextEnd: CivilDate? {
        evidence.compactMap(\.verdict).filter(\.isInForce).compactMap(\.until).min()
    }
}
