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
            let world = try RegistryWorld(reading)
            let evidence = try world.evidence.map {
                try EvidenceDocument($0, in: world.portfolio, on: day)
            }
            let outbox = try reading.outboxState()
            let lastRun = try reading.lastAlertRun()
            let concerns = try world.concerns(
                evidence, CustomerOverview(reading.customerWorlds(), on: day), lastRun: lastRun,
                warningDays: warningDays, criticalDays: criticalDays, on: day,
                outbox.concerns(at: clock.now()))
            let ends = evidence.filter { $0.verdict.isInForce }.compactMap(\.verdict.until)
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
                    figure("in_force", evidence.count { $0.verdict.isInForce }, "", ""),
                    figure(
                        "days_to_next_end", ends.min().map { day.days(until: $0) },
                        "\(warningDays + 1):", "\(criticalDays + 1):"),
                    figure("open_alerts", try reading.unresolvedAlertCount(), "", ""),
                    figure("messages_waiting", outbox.waiting, "", ""),
                    figure("messages_failed", outbox.failed, "", "0"),
                    figure(
                        "days_since_alert_run", lastRun.map { $0.day.days(until: day) }, "", "0:2"),
                ].compactMap(\.self))
        }
    }
}
