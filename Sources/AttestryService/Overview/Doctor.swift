package import AttestryDomain
import AttestryStorage

/// One thing that `doctor` looks at: its name, what was found, and what to do about it; nil where
/// it is as it should be.
package struct Aspect: Sendable {
    package let name: String
    package let value: String
    package let advice: String?

    package init(_ name: String, _ value: String, _ advice: String? = nil) {
        self.name = name
        self.value = value
        self.advice = advice
    }

    package static let columns: [Column<Aspect>] = [
        Column("aspect") { .string($0.name) }, Column("value") { .string($0.value) },
        Column("ok") { .bool($0.advice == nil) }, Column("advice") { .text($0.advice) },
    ]
}

extension Registry {
    /// What somebody has to mend before messages get through a channel, by the channels' codes.
    package func channelTroubles() throws -> [Code: String] {
        try store.read { reading in
            let troubles = try reading.channelTroubles().map { trouble in
                (
                    trouble.channel,
                    "\(trouble.messages) message\(trouble.messages == 1 ? "" : "s") unsent until "
                        + "it is mended: \(trouble.detail); attestry alert channel test "
                        + "\(trouble.channel) tries"
                )
            }
            return Dictionary(troubles) { first, _ in first }
        }
    }

    /// What there is to say of the registry, one line an aspect.
    ///
    /// The machine answers for itself: `file` tells of the registry's file, `job` of what calls the
    /// alerts, given whether runs happen and whether mail goes out through the system's sendmail.
    package func doctor(
        file: [Aspect], job: (_ isRunning: Bool, _ sendsMail: Bool) -> Aspect
    ) throws -> [Aspect] {
        let facts = try store.facts()
        let settings = try settings()
        let (run, outbox) = try store.read { (try $0.lastAlertRun(), try $0.outboxState()) }
        let mail = try channels().contains { $0.kind.isByMail && $0.program == nil }
        let own = try Catalogue.builtIn().overruled(among: store.read { try $0.catalogue() })
        let today = try clock.today(in: settings.timeZone)
        let isRunning = run.map { (0...2).contains($0.day.days(until: today)) } ?? false
        return [Aspect("registry", path)] + file + [
            Aspect("schema", "\(facts.schema)"),
            Aspect(
                "catalogue", "\(settings.catalogueVersion)",
                settings.catalogueVersion > Catalogue.version
                    ? "a newer Attestry updated it; this one knows \(Catalogue.version)" : nil),
            Aspect(
                "own_catalogue", own.isEmpty ? "none" : own.joined(separator: " "),
                own.isEmpty
                    ? nil
                    : "yours count, the program's of the same code do not; attestry scheme show "
                        + "\(own[0].parts(at: ":")[0]) has yours"),
            Aspect("sqlite", facts.sqlite, facts.sqliteAdvice),
            Aspect(
                "journal_mode", facts.journalMode,
                facts.journalMode == "delete" ? nil : "another program changed it from delete"),
            Aspect("time_zone", settings.timeZone), Aspect("today", today.description),
            Aspect(
                "owner", settings.owner ?? "none",
                settings.owner == nil
                    ? "attestry settings edit --owner EMAIL names who receives alerts" : nil),
            Aspect("entries", "\(facts.entries)"),
            Aspect("last_alert_run", run?.day.description ?? "never", Self.advice(on: run, today)),
            job(isRunning, mail),
            Aspect(
                "outbox", "\(outbox.waiting) waiting, \(outbox.failed) given up",
                outbox.failed > 0 ? "attestry alert outbox list shows why" : nil),
        ]
    }

    private static func advice(on run: AlertRun?, _ today: CivilDate) -> String? {
        guard let run else { return "cron should call 'attestry alert run' every hour" }
        if run.day > today { return "dated after today: run once with --accept-clock" }
        return run.day.days(until: today) > 2 ? "cron seems to have stopped calling it" : nil
    }
}
