import Testing

@testable import attestry

/// What is printed where one row cannot be made sense of.
struct DamagedTests {
    private let session: Session
    private let registry: DamagedRegistry

    init() throws {
        registry = try DamagedRegistry()
        session = registry.session
    }

    @Test(arguments: [
        ("UPDATE evidence SET scheme_id = 999 WHERE code = 'bad'", "column scheme_id holds '999'"),
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
        try registry.damage(sql)
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
            #expect(outcome.output.contains("bad"), "\(line)")
            #expect(outcome.output.contains("good"), "\(line)")
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
        try registry.damage("UPDATE agreement SET \(change) WHERE code = 'nda-1'")
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
        try registry.damage("UPDATE channel SET kind = 'zzz'")
        let run = session.run(line: "attestry alert run")
        #expect(run.status == 2)
        #expect(run.output.contains("good (ISO/IEC 27001:2022"))
        #expect(run.errors.contains("damaged: channel post cannot be evaluated: column kind"))
        #expect(session.run(line: "attestry alert channel list").output.hasPrefix("post\t"))
    }

    @Test func `a ladder that cannot be read is replaced by the program's own`() throws {
        let before = session.run(line: "attestry alert run --dry-run").output
        try registry.damage("UPDATE ladder SET rungs = 'zzz'")
        let run = session.run(line: "attestry alert run --dry-run")
        #expect(run.status == 2)
        #expect(run.output == before)
    }

    @Test func `a message that cannot be read is given up and the others are sent`() throws {
        #expect(session.run(line: "attestry alert run --max-alerts 1").status == 0)
        try registry.damage(
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

    @Test func `a message whose next try is on no day is sent, and that is said`() throws {
        #expect(session.run(line: "attestry alert run --max-alerts 1").status == 0)
        try registry.damage(
            "UPDATE delivery SET state = 'queued', next_attempt_at = 'zzz', settled_at = NULL")
        let cause =
            "damaged: message 1 cannot be evaluated: delivery: column next_attempt_at holds 'zzz'"
        let list = session.run(line: "attestry alert outbox list")
        #expect(list.status == 2)
        #expect(list.output.hasPrefix("1\t"))
        #expect(list.errors.contains(cause))
        let run = session.run(line: "attestry alert run")
        #expect(run.status == 2)
        #expect(run.errors.contains(cause))
        let sent = session.run(line: "attestry alert outbox list --state sent")
        #expect(sent.output.contains("1\t"))
    }

    @Test func `a message that cannot be read is shown as damaged, not as missing`() throws {
        #expect(session.run(line: "attestry alert run --max-alerts 1").status == 0)
        try registry.damage("UPDATE delivery SET needs_mending = 7")
        let shown = session.run(line: "attestry alert outbox show 1")
        #expect(shown.status == 1)
        #expect(shown.errors.contains("error: message 1 cannot be evaluated"))
        #expect(shown.errors.contains("column needs_mending holds '7'"))
    }

    @Test(arguments: [
        ("voided = 7", "column voided holds '7', not 0 or 1"),
        ("customer_id = 99", "column customer_id holds '99'"),
    ])
    func `a contact that cannot be read is missed in no list without a word`(
        change: String, cause: String
    ) throws {
        for person in ["bad", "good"] {
            let line = "attestry customer contact add acme --name N --role user --email "
            #expect(session.run(line: line + "\(person)@acme.example").status == 0)
        }
        try registry.damage("UPDATE contact SET \(change) WHERE email LIKE 'bad%'")
        for line in ["attestry customer contact list acme", "attestry customer contact list"] {
            let list = session.run(line: line)
            #expect(list.status == 2, "\(line)")
            #expect(list.output.contains("good@acme.example"), "\(line)")
            #expect(list.errors.contains(cause), "\(line): \(list.errors)")
        }
    }

    @Test func `a customer of whom nobody knows whether it was removed is missed nowhere`() throws {
        try registry.damage("UPDATE customer SET removed = 7")
        let cause = "column removed holds '7', not 0 or 1"
        for line in ["attestry customer list", "attestry alert run --dry-run"] {
            let outcome = session.run(line: line)
            #expect(outcome.status == 2, "\(line)")
            #expect(outcome.errors.contains(cause), "\(line)")
        }
        #expect(session.run(line: "attestry customer show acme").errors.contains(cause))
    }

    @Test(arguments: [
        ("agreement", "id = -1 WHERE code = 'nda-1'", "column id holds '-1'"),
        ("contract", "id = -1", "column id holds '-1'"),
        ("agreement", "customer_id = 99 WHERE code = 'nda-1'", "column customer_id holds '99'"),
    ])
    func `a key that cannot be stops no list and no run`(
        table: String, change: String, cause: String
    ) throws {
        try registry.damage("UPDATE \(table) SET \(change)")
        for line in [
            "attestry agreement list", "attestry status", "attestry calendar",
            "attestry overview --output \(registry.file("board.html"))", "attestry alert run",
        ] {
            let outcome = session.run(line: line)
            #expect(outcome.status == 2, "\(line): \(outcome.errors)")
            #expect(outcome.errors.contains(cause), "\(line): \(outcome.errors)")
        }
        #expect(session.run(line: "attestry certificate list").output.contains("good"))
    }

    @Test func `an event of a release that is not there is said, and whose it was is told of`()
        throws
    {
        for line in [
            "attestry distribution log bad --to acme --channel email --purpose review",
            "attestry distribution log good --to acme --channel email --purpose review",
            "attestry distribution receive 1 --on 2026-11-25",
            "attestry distribution receive 2 --on 2026-11-25",
        ] {
            let outcome = session.run(line: line)
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
        try registry.damage(
            """
            DROP TRIGGER distribution_event_is_never_changed;
            UPDATE distribution_event SET distribution_id = 99 WHERE distribution_id = 1
            """)
        let cause = "distribution_event 1 belongs to nothing: column distribution_id holds '99'"
        let run = session.run(line: "attestry alert run --dry-run")
        #expect(run.status == 2)
        #expect(run.output.contains("distribution 1: its data cannot be evaluated"))
        #expect(run.errors.contains(cause))
        let list = session.run(line: "attestry distribution list --to acme")
        #expect(list.status == 2)
        #expect(list.errors.contains(cause))
        try registry.damage(
            """
            DROP TRIGGER distribution_is_never_deleted;
            UPDATE distribution_event SET distribution_id = 1 WHERE distribution_id = 99;
            DELETE FROM distribution WHERE id = 1
            """)
        let all = session.run(line: "attestry distribution list")
        #expect(all.status == 2)
        #expect(all.output.contains("released\tgood\t1"))
        #expect(all.errors.contains("column distribution_id holds '1'"))
    }

    @Test func `what is sound is told of without a word about damage`() throws {
        let run = session.run(line: "attestry alert run")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
    }
}
