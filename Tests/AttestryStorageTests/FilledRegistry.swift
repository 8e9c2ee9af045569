import AttestryDomain
import AttestryMigrations
import Foundation
import GRDB

@testable import AttestryStorage

/// A registry of some version of the schema with a row in every table, written below the use cases.
final class FilledRegistry {
    let path: String
    let change = Change(
        time: Timestamp(secondsSinceEpoch: 1_795_000_000), actor: "tester", onBehalfOf: "J",
        action: "test", reason: "fill")
    private let folder: URL

    init(_ schema: Schema) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "attestry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "registry.db").path
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try schema.migrate($0) }
        try queue.close()
        try store(schema).write(change) { transaction in
            let tables = try Self.tables(transaction.db)
            for (table, cells) in Self.rows where tables.contains(table) {
                try transaction.insert(table, cells, subject: table)
            }
            try transaction.db.execute(
                sql: """
                    INSERT INTO document_chunk VALUES (1, 0, zeroblob(1048576)), (1, 1, x'01')
                    """)
            transaction.countUnlogged(2)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func store(_ schema: Schema) throws -> Store {
        try Store(opening: path, schema: schema)
    }

    /// The tables of the file that hold no row.
    func emptyTables() throws -> [String] {
        try store(Schema(Migration.all)).queue.read { db in
            try Self.tables(db).filter {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") == 0
            }
        }
    }

    static func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
    }

    private static let day = "2026-01-01"
    private static let instant = "2026-01-01T00:00:00Z"
    private static let hash = Cell.hash(String(repeating: "ab", count: 32))
    private static let one = 1

    private static let rows: [(table: String, cells: Cells)] = [
        (
            "registry",
            [
                "organization": "Ä", "time_zone": "UTC",
                "owner": "o@x.example",
                "catalogue_version": 1_000_000,
            ]
        ),
        ("scheme", ["code": "s", "title": "S", "kind": "certificate", "origin": "user"]),
        ("edition", ["scheme_id": one, "code": "1", "title": "1", "origin": "user"]),
        (
            "fact",
            [
                "scheme_id": one, "edition_id": one, "name": "retires_on",
                "value": "2027", "confidence": "user", "source": "letter", "origin": "user",
            ]
        ),
        ("ladder", ["scope": "any", "anchor": "end", "rungs": "7 0", "origin": "user"]),
        ("product", ["code": "cloud", "name": "Cloud"]),
        (
            "former_code",
            ["noun": "product", "code": "clod", "thing_id": one, "recorded_on": day]
        ),
        ("log_key", ["verifier_key": "example.com+01234567+AA==", "recorded_on": day]),
        ("evidence", ["code": "e", "scheme_id": one, "recorded_on": day]),
        (
            "version",
            [
                "evidence_id": one, "version": one, "covers": ["cloud"], "issued_on": day,
                "recorded_on": day,
            ]
        ),
        (
            "event",
            ["version_id": one, "kind": "suspended", "occurred_on": day, "recorded_on": day]
        ),
        (
            "milestone",
            [
                "version_id": one, "kind": "surveillance", "due_on": day,
                "recorded_on": day, "voided": one,
            ]
        ),
        (
            "bridge_letter",
            [
                "version_id": one, "from_on": day, "to_on": day, "signed_on": day,
                "signer": "S", "recorded_on": day,
            ]
        ),
        ("customer", ["code": "c", "name": "C", "recorded_on": day]),
        ("contract", ["customer_id": one, "since_on": day, "recorded_on": day]),
        (
            "contact",
            [
                "customer_id": one, "name": "N", "email": "n@c.example",
                "role": "user", "left_on": day, "recorded_on": day,
            ]
        ),
        (
            "agreement_kind",
            [
                "code": "nda", "title": "NDA", "counts_as_nda": one,
                "retention_months": 72, "expiring_days": 60, "origin": "user",
            ]
        ),
        (
            "agreement",
            [
                "code": "a", "customer_id": one, "kind_id": one, "renewal": "evergreen",
                "recorded_on": day,
            ]
        ),
        (
            "agreement_event",
            [
                "agreement_id": one, "kind": "executed", "occurred_on": day,
                "recorded_on": day,
            ]
        ),
        ("activity", ["code": "dr", "title": "DR", "record_fields": ["k"], "recorded_on": day]),
        (
            "activity_cadence",
            [
                "activity_id": one, "from_on": day, "each_period": "quarter", "recorded_on": day,
            ]
        ),
        (
            "activity_event",
            [
                "activity_id": one, "kind": "done", "occurred_on": day, "result": "pass",
                "details": #"{"k":"v"}"#, "recorded_on": day,
            ]
        ),
        (
            "activity_finding",
            [
                "activity_event_id": one, "title": "slow", "fix_by": day, "recorded_on": day,
            ]
        ),
        ("publication", ["evidence_id": one, "recorded_on": day]),
        ("document", ["sha256": hash, "size": 1_048_577, "recorded_on": day]),
        (
            "attachment",
            [
                "document_id": one, "milestone_id": one, "name": "e.pdf", "recorded_on": day,
            ]
        ),
        (
            "distribution",
            [
                "released_on": day, "recorded_at": "2026-01-01T00:00:00Z",
                "released_by": "J", "outcome": "released", "customer_id": one,
                "contact_id": one, "contact": "a@example.com", "contact_name": "A",
                "role": "user", "version_id": one, "class": "nda", "agreement_id": one,
                "purpose": "p", "channel": "email", "sha256": hash,
                "copy_id": "51KF5C-HBGKP6",
            ]
        ),
        (
            "distribution_event",
            [
                "distribution_id": one, "kind": "received", "occurred_on": day,
                "recorded_on": day,
            ]
        ),
        (
            "alert_run",
            ["day": day, "ran_at": "2026-01-01T00:00:00Z", "raised": one, "resolved": 0]
        ),
        (
            "alert",
            [
                "subject_kind": "evidence", "subject_id": one, "anchor": "end",
                "anchor_on": day, "rung": 0, "skipped": "[7]",
                "message": "m", "recipients": "[]", "raised_on": day, "run_id": one,
            ]
        ),
        (
            "alert_response",
            [
                "alert_id": one, "kind": "snoozed", "until_on": "2026-01-02",
                "recorded_on": day,
            ]
        ),
        (
            "alert_reminder",
            [
                "response_id": one, "alert_id": one, "run_id": one, "reminded_on": day,
            ]
        ),
        (
            "alert_escalation",
            [
                "alert_id": one, "run_id": one, "recipient": "r", "escalated_on": day,
            ]
        ),
        (
            "channel",
            [
                "code": "ops", "kind": "mail", "target": "a@x.example",
                "recipients": "[]", "only_kinds": "[]", "only_schemes": "[]",
                "least_severity": "info", "recorded_on": day,
            ]
        ),
        (
            "message",
            [
                "key": String(repeating: "a", count: 64), "channel_id": one,
                "recipient": "r", "kind": "raised", "alerts": "[]", "run_id": one,
                "queued_at": instant,
            ]
        ),
        (
            "delivery",
            ["id": one, "state": "queued", "attempts": 0, "next_attempt_at": instant]
        ),
        // Last: no number up to its floor is given again.
        (
            "epoch",
            [
                "name": String(repeating: "ab", count: 16), "entries": one, "head": hash,
                "floor": one, "began_at": instant, "recorded_on": day,
            ]
        ),
    ]
}
