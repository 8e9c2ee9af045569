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
                _ = try transaction.insert(table, cells, subject: table)
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

    private static func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
    }

    private static let day = Cell.text("2026-01-01")
    private static let hash = Cell.hash(String(repeating: "ab", count: 32))
    private static let one = Cell.number(1)

    private static let rows: [(table: String, cells: Cells)] = [
        (
            "registry",
            [
                "organization": .text("Ä"), "time_zone": .text("UTC"),
                "owner": .text("o@x.example"),
                "catalogue_version": .number(1_000_000),
            ]
        ),
        (
            "scheme",
            [
                "code": .text("s"), "title": .text("S"), "kind": .text("certificate"),
                "origin": .text("user"),
            ]
        ),
        (
            "edition",
            [
                "scheme_id": one, "code": .text("1"), "title": .text("1"), "origin": .text("user"),
            ]
        ),
        (
            "fact",
            [
                "scheme_id": one, "edition_id": one, "name": .text("retires_on"),
                "value": .text("2027"), "confidence": .text("user"), "source": .text("letter"),
                "origin": .text("user"),
            ]
        ),
        (
            "ladder",
            [
                "scope": .text("any"), "anchor": .text("end"), "rungs": .text("7 0"),
                "origin": .text("user"),
            ]
        ),
        ("product", ["code": .text("cloud"), "name": .text("Cloud")]),
        ("evidence", ["code": .text("e"), "scheme_id": one, "recorded_on": day]),
        (
            "version",
            [
                "evidence_id": one, "version": one, "covers": .json(["cloud"]), "issued_on": day,
                "recorded_on": day,
            ]
        ),
        (
            "event",
            [
                "version_id": one, "kind": .text("suspended"), "occurred_on": day,
                "recorded_on": day,
            ]
        ),
        (
            "milestone",
            [
                "version_id": one, "kind": .text("surveillance"), "due_on": day,
                "recorded_on": day, "voided": one,
            ]
        ),
        (
            "bridge_letter",
            [
                "version_id": one, "from_on": day, "to_on": day, "signed_on": day,
                "signer": .text("S"), "recorded_on": day,
            ]
        ),
        ("customer", ["code": .text("c"), "name": .text("C"), "recorded_on": day]),
        ("contract", ["customer_id": one, "since_on": day, "recorded_on": day]),
        (
            "contact",
            [
                "customer_id": one, "name": .text("N"), "email": .text("n@c.example"),
                "role": .text("user"), "recorded_on": day,
            ]
        ),
        (
            "agreement_kind",
            [
                "code": .text("nda"), "title": .text("NDA"), "counts_as_nda": one,
                "retention_months": .number(72), "expiring_days": .number(60),
                "origin": .text("user"),
            ]
        ),
        (
            "agreement",
            [
                "code": .text("a"), "customer_id": one, "kind_id": one,
                "renewal": .text("evergreen"), "recorded_on": day,
            ]
        ),
        (
            "agreement_event",
            [
                "agreement_id": one, "kind": .text("executed"), "occurred_on": day,
                "recorded_on": day,
            ]
        ),
        ("document", ["sha256": hash, "size": .number(1_048_577), "recorded_on": day]),
        (
            "attachment",
            [
                "document_id": one, "version_id": one, "name": .text("e.pdf"), "recorded_on": day,
            ]
        ),
        (
            "distribution",
            [
                "released_on": day, "recorded_at": .text("2026-01-01T00:00:00Z"),
                "released_by": .text("J"), "outcome": .text("released"), "customer_id": one,
                "contact_id": one, "version_id": one, "class": .text("nda"), "agreement_id": one,
                "purpose": .text("p"), "channel": .text("email"), "sha256": hash,
                "copy_id": .text("51KF5C-HBGKP6"),
            ]
        ),
        (
            "distribution_event",
            [
                "distribution_id": one, "kind": .text("received"), "occurred_on": day,
                "recorded_on": day,
            ]
        ),
        (
            "alert_run",
            [
                "day": day, "ran_at": .text("2026-01-01T00:00:00Z"), "raised": one,
                "resolved": .number(0),
            ]
        ),
        (
            "alert",
            [
                "subject_kind": .text("evidence"), "subject_id": one, "anchor": .text("end"),
                "anchor_on": day, "rung": .number(0), "skipped": .json([7]),
                "message": .text("m"), "recipients": .json([]), "raised_on": day, "run_id": one,
            ]
        ),
        (
            "alert_response",
            [
                "alert_id": one, "kind": .text("snoozed"), "until_on": .text("2026-01-02"),
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
                "alert_id": one, "run_id": one, "recipient": .text("r"), "escalated_on": day,
            ]
        ),
        (
            "channel",
            [
                "code": .text("ops"), "kind": .text("mail"), "target": .text("a@x.example"),
                "recipients": .json([]), "only_kinds": .json([]), "only_schemes": .json([]),
                "least_severity": .text("info"), "recorded_on": day,
            ]
        ),
        (
            "message",
            [
                "key": .text(String(repeating: "a", count: 64)), "channel_id": one,
                "recipient": .text("r"), "kind": .text("raised"), "alerts": .json([]),
                "run_id": one, "queued_at": .text("2026-01-01T00:00:00Z"),
            ]
        ),
        (
            "delivery",
            [
                "id": one, "state": .text("queued"), "attempts": .number(0),
                "next_attempt_at": .text("2026-01-01T00:00:00Z"),
            ]
        ),
    ]
}
