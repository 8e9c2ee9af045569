import Foundation
import GRDB
import Testing

@testable import attestry

/// What is printed where one row cannot be made sense of.
struct DamagedTests {
    private let session: Session

    init() throws {
        session = try Session()
        try session.direct("@ 2026-11-25")
        for line in [
            "attestry init --organization Example --time-zone UTC --owner o@example.com",
            "attestry certificate add bad --scheme iso9001 --edition 2015 --number 1 --issuer B "
                + "--issued 2024-01-01 --expires 2026-12-20",
            "attestry certificate add good --scheme iso27001 --edition 2022 --number 2 --issuer B "
                + "--issued 2024-01-01 --expires 2026-12-20",
            "attestry customer add acme --name Acme --status customer --since 2026-01-01",
            "attestry agreement add acme nda nda-1 --signed 2026-01-02 --ends 2026-12-20",
            "attestry agreement add acme dpa dpa-1 --signed 2026-01-02 --ends 2026-12-21",
            "attestry alert channel add post mail --from a@example.com --sendmail /bin/true",
        ] {
            let outcome = session.run(line: line)
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
    }

    private func damage(_ sql: String) throws {
        let path = session.directory.appending(path: "registry.db").path
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON; " + sql)
        }
        try queue.close()
    }

    @Test(arguments: [
        ("UPDATE evidence SET scheme_id = 99 WHERE code = 'bad'", "column scheme_id holds '99'"),
        ("UPDATE version SET edition_id = 99 WHERE number = '1'", "column edition_id holds '99'"),
        ("UPDATE version SET evidence_id = 99 WHERE number = '1'", "column evidence_id holds '99'"),
        ("UPDATE scheme SET kind = 'zzz' WHERE code = 'iso9001'", "column kind holds 'zzz'"),
        (
            "UPDATE fact SET value = 'zzz' WHERE name = 'validity_months' AND scheme_id = "
                + "(SELECT id FROM scheme WHERE code = 'iso9001')", "column value holds 'zzz'"
        ),
    ])
    func `an evidence that cannot be evaluated is told of, and every other one is told of as ever`(
        sql: String, cause: String
    ) throws {
        try damage(sql)
        let run = session.run(line: "attestry alert run --dry-run")
        #expect(run.status == 2)
        #expect(run.output.contains("good (ISO/IEC 27001:2022"))
        #expect(run.output.contains("cannot be evaluated"))
        #expect(run.output.contains(cause))
        #expect(run.errors.contains("damaged: evidence bad cannot be evaluated: "))
        #expect(run.errors.contains("hint: attestry audit verify lists what is wrong"))
        for line in ["attestry status", "attestry check", "attestry certificate list"] {
            let outcome = session.run(line: line)
            #expect(outcome.status == 2, "\(line)")
            #expect(outcome.output.contains("bad\t"), "\(line)")
            #expect(outcome.output.contains("good\t"), "\(line)")
            #expect(outcome.errors.contains(cause), "\(line)")
        }
        let monitor = session.run(line: "attestry check --nagios")
        #expect(monitor.status == 2)
        #expect(monitor.output.contains("critical: bad: it cannot be evaluated: "))
        let explained = session.run(line: "attestry alert explain bad")
        #expect(explained.status == 2)
        #expect(explained.output.hasPrefix("unreadable\t2026-11-25\t0\t"))
        let calendar = session.run(line: "attestry calendar")
        #expect(calendar.status == 2)
        #expect(calendar.output.contains("SUMMARY:good"))
        #expect(session.run(line: "attestry metrics").output.contains("attestry_damages{"))
    }

    @Test(arguments: ["renewal = 'zzz'", "kind_id = 99", "term_months = 0, renewal = 'auto'"])
    func `an agreement that cannot be evaluated keeps the customer's others from nothing`(
        change: String
    ) throws {
        try damage("UPDATE agreement SET \(change) WHERE code = 'nda-1'")
        let run = session.run(line: "attestry alert run --dry-run")
        #expect(run.status == 2)
        #expect(run.output.contains("agreement nda-1: its data cannot be evaluated"))
        #expect(run.output.contains("dpa-1"))
        let list = session.run(line: "attestry agreement list --format json")
        #expect(list.status == 2)
        #expect(list.output.contains(#""code": "nda-1""#))
        #expect(list.output.contains(#""damage": "column "#))
        #expect(list.output.contains(#""code": "dpa-1""#))
    }

    @Test func `a channel that cannot be read keeps nothing from being told`() throws {
        try damage("UPDATE channel SET kind = 'zzz'")
        let run = session.run(line: "attestry alert run")
        #expect(run.status == 2)
        #expect(run.output.contains("good (ISO/IEC 27001:2022"))
        #expect(run.errors.contains("damaged: channel post cannot be evaluated: column kind"))
        #expect(session.run(line: "attestry alert channel list").output.hasPrefix("post\t"))
    }

    @Test func `a ladder that cannot be read is replaced by the program's own`() throws {
        let before = session.run(line: "attestry alert run --dry-run").output
        try damage("UPDATE ladder SET rungs = 'zzz'")
        let run = session.run(line: "attestry alert run --dry-run")
        #expect(run.status == 2)
        #expect(run.output == before)
    }

    @Test func `a message that cannot be read is given up and the others are sent`() throws {
        #expect(session.run(line: "attestry alert run --max-alerts 1").status == 0)
        try damage(
            """
            DROP TRIGGER message_is_never_changed;
            UPDATE message SET alerts = '[zzz]';
            UPDATE delivery SET state = 'queued', next_attempt_at = settled_at, settled_at = NULL
            """)
        let run = session.run(line: "attestry alert run")
        #expect(run.status == 2)
        let list = session.run(line: "attestry alert outbox list --state sent")
        #expect(list.output.split(separator: "\n").count == 1)
        #expect(run.errors.contains("damaged: message 1 cannot be evaluated: "))
    }

    @Test func `what is sound is told of without a word about damage`() throws {
        let run = session.run(line: "attestry alert run")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
    }
}
