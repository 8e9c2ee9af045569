import AttestryDomain
import AttestryLog
import AttestryService
import AttestryTestSupport
import Foundation
import GRDB
import Testing

@testable import AttestryStorage

struct VerificationTests {
    /// What the findings of each check are called, after this statement was run past the program.
    private func checks(after sql: String) throws -> Set<String> {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        let queue = try DatabaseQueue(path: registry.path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
        }
        try queue.close()
        let findings = try Store(inspecting: registry.path).verify().findings
        return Set(findings.map(\.check.rawValue))
    }

    @Test func `an untouched registry has no findings`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        defer { withExtendedLifetime(registry) {} }
        let verification = try registry.store().verify()
        #expect(verification.findings.isEmpty)
        #expect(verification.entries > 300)
        #expect(verification.rows == verification.entries)
        #expect(verification.head.count == 64)
    }

    @Test(arguments: [
        ("UPDATE scheme SET title = 'x' WHERE id = 1", "replay"),
        ("DELETE FROM fact WHERE id = 3", "replay"),
        ("INSERT INTO product (code, name) VALUES ('x', 'y')", "replay"),
        ("UPDATE edition SET scheme_id = 999 WHERE id = 1", "foreign_keys"),
        ("DROP TRIGGER entry_is_never_changed; UPDATE entry SET actor = 'x'", "chain"),
        ("DROP TRIGGER entry_is_never_deleted", "fingerprint"),
        (
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'entry_is_never_deleted'
            """, "fingerprint"
        ),
        ("DROP TRIGGER entry_is_never_deleted; DELETE FROM entry WHERE sequence = 5", "chain"),
        ("CREATE TABLE extra (id INTEGER)", "fingerprint"),
        ("DROP INDEX entry_by_row", "fingerprint"),
        ("UPDATE scheme SET title = title || char(0) || 'x' WHERE id = 1", "replay"),
        ("UPDATE scheme SET title = CAST(x'61FF' AS TEXT) WHERE id = 1", "replay"),
        (
            """
            DROP TRIGGER entry_is_never_changed;
            UPDATE entry SET actor = actor || char(0) || 'x' WHERE sequence = 3;
            """, "chain"
        ),
        (
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, '  reason TEXT', '  veason TEXT')
            WHERE name = 'entry'
            """, "chain"
        ),
        (
            """
            DROP TRIGGER entry_is_never_changed;
            UPDATE entry SET salt = zeroblob(16) WHERE sequence = 4
            """, "chain"
        ),
        (
            """
            DROP TRIGGER entry_is_never_changed;
            UPDATE entry SET hash = zeroblob(32) WHERE sequence = 4
            """, "chain"
        ),
        ("UPDATE scheme SET title = title || 'e' || char(769) WHERE id = 1", "replay"),
        ("UPDATE agreement_kind SET satisfies = 'x' WHERE satisfies IS NULL", "replay"),
        ("UPDATE agreement_kind SET counts_as_nda = 1 - counts_as_nda", "replay"),
        ("PRAGMA application_id = 7", "fingerprint"),
        ("PRAGMA user_version = 0", "fingerprint"),
        ("PRAGMA journal_mode = WAL", "fingerprint"),
        ("PRAGMA default_cache_size = 77", "fingerprint"),
        (
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = sql || char(0) || printf('%.1000000c', 'x')
            WHERE name = 'entry_is_never_deleted'
            """, "fingerprint"
        ),
        (
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = CAST(sql AS BLOB) WHERE name = 'entry_is_never_deleted'
            """, "fingerprint"
        ),
        (
            """
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_schema
            SELECT * FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex%' LIMIT 1
            """, "fingerprint"
        ),
    ])
    func `what somebody changed past the program is found`(sql: String, check: String) throws {
        #expect(try checks(after: sql).contains(check))
    }

    @Test(arguments: ["", "no database at all, but long enough to be read as its header is read"])
    func `a file that cannot be opened is a finding, not an error`(content: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        try (content + String(repeating: " ", count: content.isEmpty ? 0 : 9_000))
            .write(to: file, atomically: true, encoding: .utf8)
        #expect(try !AuditReport(verifying: file.path).findings.isEmpty)
    }

    @Test func `every finding is listed, not only the first`() throws {
        let found = try checks(
            after: """
                UPDATE scheme SET title = 'x' WHERE id = 1;
                UPDATE edition SET scheme_id = 999 WHERE id = 1;
                CREATE TABLE extra (id INTEGER)
                """)
        #expect(found == ["replay", "foreign_keys", "fingerprint"])
    }
}
