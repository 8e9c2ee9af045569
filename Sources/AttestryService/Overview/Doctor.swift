package import AttestryDomain
import AttestryStorage
import Foundation

extension Registry {
    /// One line an aspect: name, value, and whether it is as it should be.
    package func doctor() throws -> [JSONValue] {
        let facts = try store.facts()
        let settings = try settings()
        let run = try store.read { try $0.lastAlertRun() }
        let outbox = try store.read { try $0.outboxState() }
        let mail = try channels().contains { $0.kind == .mail && $0.program == nil }
        let today = try clock.today(in: settings.timeZone)
        let isRunning = run.map { (0...2).contains($0.day.days(until: today)) } ?? false
        let job = AlertJob(registry: store.path, isRunning: isRunning, sendsMail: mail)
        let attributes = try? FileManager.default.attributesOfItem(atPath: store.path)
        let mode =
            (attributes?[.posixPermissions] as? Int).map { String($0, radix: 8) } ?? "unknown"
        let size = (attributes?[.size] as? Int) ?? 0
        func line(_ aspect: String, _ value: String, _ advice: String? = nil) -> JSONValue {
            [
                "aspect": .string(aspect), "value": .string(value), "ok": .bool(advice == nil),
                "advice": .text(advice),
            ]
        }
        return [
            line("registry", store.path),
            line("size", "\(size) bytes"),
            line(
                "permissions", mode,
                mode == "600" ? nil : "chmod 600 keeps other users from reading it"),
            line(
                "writable", FileManager.default.isWritableFile(atPath: store.path) ? "yes" : "no",
                FileManager.default.isWritableFile(atPath: store.path)
                    ? nil : "changes will be refused"),
            line("schema", "\(facts.schema)"),
            line(
                "catalogue", "\(settings.catalogueVersion)",
                settings.catalogueVersion > Catalogue.version
                    ? "a newer Attestry updated it; this one knows \(Catalogue.version)" : nil),
            line("sqlite", facts.sqlite, facts.sqliteAdvice),
            line(
                "journal_mode", facts.journalMode,
                facts.journalMode == "delete"
                    ? nil
                    : "another program changed it from delete"
            ),
            line("time_zone", settings.timeZone),
            line("today", today.description),
            line(
                "owner", settings.owner ?? "none",
                settings.owner == nil
                    ? "attestry settings edit --owner EMAIL names who receives alerts" : nil),
            line("entries", "\(facts.entries)"),
            line(
                "last_alert_run", run?.day.description ?? "never",
                ConcernAdvice.runs(run, today: today)),
            line("alert_job", job.value, job.advice),
            line(
                "outbox", "\(outbox.waiting) waiting, \(outbox.failed) given up",
                outbox.failed > 0 ? "attestry alert outbox list shows why" : nil),
        ]
    }
}

private enum ConcernAdvice {
    static func runs(_ run: AlertRun?, today: CivilDate) -> String? {
        guard let run else { return "cron should call 'attestry alert run' every hour" }
        if run.day > today { return "dated after today: run once with --accept-clock" }
        return run.day.days(until: today) > 2 ? "cron seems to have stopped calling it" : nil
    }
}
