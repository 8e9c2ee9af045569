import AttestryDomain
import AttestryTestSupport
import Foundation
import GRDB
import Testing

@testable import AttestryStorage

struct StoreTests {
    private let change = Change(
        time: Timestamp(secondsSinceEpoch: 1_795_500_000), actor: "tester", onBehalfOf: nil,
        action: "test", reason: nil)

    @Test func `the schema is the one of schema_sql`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "schema.sql")
        if ProcessInfo.processInfo.environment["ATTESTRY_WRITE_TRANSCRIPTS"] == "1" {
            try Schema.current.golden().write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try Schema.current.golden() == String(contentsOf: file, encoding: .utf8))
    }

    @Test func `a write that changed a row and recorded nothing is refused and undone`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        let store = try registry.store()
        let before = try store.read { try $0.head().sequence }
        #expect {
            try store.write(change) { transaction in
                try transaction.db.execute(sql: "UPDATE registry SET organization = 'other'")
            }
        } throws: { ($0 as? RegistryError)?.kind == .unrecordedChange }
        #expect(try store.read { try $0.settings().organization } == "Example Software")
        #expect(try store.read { try $0.head().sequence } == before)
    }

    @Test func `a write that records everything passes`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        let store = try registry.store()
        try store.write(change) { transaction in
            try transaction.insert(Product(code: try code("cloud"), name: "Cloud"))
        }
        #expect(try store.verify().findings.isEmpty)
        #expect(try store.read { try $0.products().map(\.name) } == ["Cloud"])
    }

    @Test func `whether a commit that failed is recorded is looked up in the file`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        let store = try registry.store()
        let head = try store.read { try $0.head() }
        #expect(store.isRecorded(head))
        #expect(!store.isRecorded((head.sequence, String(repeating: "0", count: 64))))
        #expect(!store.isRecorded((head.sequence + 1, head.hash)))
        // What cannot be read is taken back by the journal, as long as that is there.
        try Data("no registry".utf8).write(to: URL(filePath: registry.path))
        #expect(store.isRecorded(head))
        try Data().write(to: URL(filePath: registry.path + "-journal"))
        #expect(!store.isRecorded(head))
    }

    @Test(arguments: ["UPDATE entry SET actor = 'x'", "DELETE FROM entry WHERE sequence = 1"])
    func `the log is append-only`(sql: String) throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        defer { withExtendedLifetime(registry) {} }
        let store = try registry.store()
        #expect {
            try store.write(change) { try $0.db.execute(sql: sql) }
        } throws: { ($0 as? RegistryError)?.message.contains("append-only") == true }
    }

    @Test func `a file that a newer Attestry wrote is refused`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        let queue = try DatabaseQueue(path: registry.path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA user_version = \(Schema.newest + 1)")
        }
        try queue.close()
        #expect {
            try registry.store()
        } throws: { ($0 as? RegistryError)?.kind == .newerRegistry }
    }

    @Test func `a registry that was switched to a write-ahead log is one file again`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        let queue = try DatabaseQueue(path: registry.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try queue.close()
        let store = try registry.store()
        #expect(try store.facts().journalMode == "delete")
        #expect(!FileManager.default.fileExists(atPath: registry.path + "-wal"))
        #expect(try store.verify().findings.isEmpty)
    }

    @Test func `the file is for its owner alone and runs as designed`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        let mode =
            try FileManager.default.attributesOfItem(atPath: registry.path)[
                .posixPermissions] as? Int
        #expect(mode == 0o600)
        let store = try registry.store()
        let names = [
            "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check",
            "busy_timeout",
        ]
        let values = try store.queue.writeWithoutTransaction { db in
            try names.map { try DatabaseValue.fetchOne(db, sql: "PRAGMA \($0)")?.description }
        }
        #expect(values == ["\"delete\"", "3", "1", "0", "1", "30000"])
    }

    @Test func `a file that is no registry is refused, whatever it is`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, content) in [("empty", ""), ("text", String(repeating: "hello ", count: 900))] {
            let file = folder.appending(path: name)
            try content.write(to: file, atomically: true, encoding: .utf8)
            #expect {
                try Store(opening: file.path)
            } throws: { ($0 as? RegistryError)?.kind == .damaged }
            #expect(try String(contentsOf: file, encoding: .utf8) == content)
        }
        #expect {
            try Store(opening: folder.appending(path: "absent").path)
        } throws: { ($0 as? RegistryError)?.kind == .noRegistry }
    }

    @Test func `rows that break a rule of the schema never get in`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        defer { withExtendedLifetime(registry) {} }
        let store = try registry.store()
        let rows = [
            "INSERT INTO evidence (code, scheme_id, recorded_on) VALUES ('x', 1, '2026-02-30')",
            "INSERT INTO evidence (code, scheme_id, recorded_on) VALUES ('x', 999, '2026-02-01')",
            """
            INSERT INTO version (evidence_id, version, issued_on, recorded_on, covers)
            VALUES (1, 1, '2026-01-01', '2026-01-01', '["nothing"]')
            """,
            """
            INSERT INTO version (evidence_id, version, issued_on, expires_on, recorded_on)
            VALUES (1, 1, '2026-01-02', '2026-01-01', '2026-01-01')
            """,
            """
            INSERT INTO version (evidence_id, version, issued_on, period_start, period_end, opinion,
                recorded_on)
            VALUES (1, 1, '2026-01-02', '2025-01-01', '2026-01-03', 'unqualified', '2026-01-01')
            """,
            "INSERT INTO registry VALUES (2, 'x', 'UTC', NULL, NULL, 1)",
        ]
        for row in rows {
            try store.queue.writeWithoutTransaction { db in
                if row.contains("version") {
                    try db.execute(
                        sql: """
                            INSERT OR IGNORE INTO evidence (id, code, scheme_id, recorded_on)
                            VALUES (1, 'e', 1, '2026-01-01')
                            """)
                }
                #expect(throws: DatabaseError.self, "\(row)") { try db.execute(sql: row) }
            }
        }
    }
}
