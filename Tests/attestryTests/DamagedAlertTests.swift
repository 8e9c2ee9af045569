import Testing

@testable import attestry

/// What is said of alerts and messages of which a reference or a time is damaged.
struct DamagedAlertTests {
    private let session: Session
    private let registry: DamagedRegistry

    init() throws {
        registry = try DamagedRegistry()
        session = registry.session
    }

    @Test(arguments: [
        ("alert", "run_id = 99", "alert 1 belongs to nothing: column run_id holds '99'"),
        (
            "alert_reminder", "alert_id = 99",
            "alert_reminder 1 belongs to nothing: column alert_id holds '99'"
        ),
        (
            "alert_reminder", "run_id = 99",
            "alert_reminder 1 belongs to nothing: column run_id holds '99'"
        ),
        ("message", "run_id = 99", "message 1 belongs to nothing: column run_id holds '99'"),
        ("alert_reminder", "reminded_on = 'zzz'", "column reminded_on holds 'zzz'"),
        ("alert_response", "recorded_on = 'zzz'", "column recorded_on holds 'zzz'"),
    ])
    func `what belongs to no run and no alert is said, and every alert is told of as ever`(
        table: String, change: String, cause: String
    ) throws {
        for line in [
            "attestry alert run --max-alerts 1", "attestry alert snooze 1 --until 2026-11-26",
        ] { #expect(session.run(line: line).status == 0, "\(line)") }
        try session.direct("@ 2026-11-27")
        #expect(session.run(line: "attestry alert run --max-alerts 1").status == 0)
        let before = session.run(line: "attestry alert run --dry-run").output
        try registry.damage(
            """
            DROP TRIGGER message_is_never_changed; UPDATE \(table) SET \(change)
            """)
        let run = session.run(line: "attestry alert run --dry-run")
        #expect(run.status == 2)
        #expect(run.output == before)
        #expect(run.errors.contains(cause), "\(run.errors)")
    }

    @Test(arguments: ["claimed_at", "settled_at"])
    func `a time of a message that is none is said, and the message is listed`(column: String)
        throws
    {
        #expect(session.run(line: "attestry alert run --max-alerts 1").status == 0)
        try registry.damage("UPDATE delivery SET \(column) = 'zzz'")
        let list = session.run(line: "attestry alert outbox list --state sent")
        #expect(list.status == 2)
        #expect(list.output.hasPrefix("1\t"))
        #expect(list.errors.contains("delivery: column \(column) holds 'zzz'"))
    }
}
