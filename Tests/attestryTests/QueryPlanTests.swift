import Foundation
import GRDB
import Synchronization
import Testing

@testable import AttestryStorage

struct QueryPlanTests {
    /// Tables that grow with customers, with releases or with time.
    private static let large: Set = [
        "customer", "contract", "contact", "agreement", "agreement_event", "distribution",
        "distribution_event", "attachment", "document", "document_chunk", "entry", "alert",
        "alert_response", "alert_reminder", "alert_escalation", "message", "delivery",
    ]

    /// Why statements with these words in them may read a large table from one end to the other.
    private static let allowed = [
        "ORDER BY sequence DESC LIMIT 1": "the last entry"
    ]

    @Test func `no session reads a large table from end to end without a reason`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Transcripts")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        let heard = Mutex<Set<String>>([])
        for file in files {
            try Store.$trace.withValue({ sql in _ = heard.withLock { $0.insert(sql) } }) {
                _ = try Transcript(file: file).played()
            }
        }
        let statements = heard.withLock { $0 }.filter(Self.isPlanned).sorted()
        #expect(statements.count > 100)
        var used: Set<String> = []
        try Schema.current.fresh().read { db in
            for statement in statements {
                let scans = try Self.scans(statement, in: db)
                guard !scans.isEmpty else { continue }
                let reason = Self.allowed.keys.first { statement.contains($0) }
                #expect(reason != nil, "\(scans.sorted()) in \(statement)")
                if let reason { used.insert(reason) }
            }
        }
        #expect(used == Set(Self.allowed.keys))
    }

    @Test(arguments: [
        ("SELECT * FROM distribution AS d WHERE purpose = 'x'", ["distribution"]),
        ("SELECT * FROM distribution d WHERE purpose = 'x'", ["distribution"]),
        ("SELECT count(*) FROM entry", ["entry"]),
        (
            "WITH found AS (SELECT id FROM customer WHERE name = 'x') SELECT * FROM found",
            ["customer"]
        ),
        ("DELETE FROM message WHERE recipient = 'x'", ["message"]),
        ("SELECT * FROM customer WHERE id = 1", []),
    ])
    func `a scan is seen behind an alias, in a WITH and in a change`(sql: String, tables: [String])
        throws
    {
        let scans = try Schema.current.fresh().read { try Self.scans(sql, in: $0) }
        #expect(scans == Set(tables))
    }

    /// What SQLite plans, of a registry alone: not what sets it up, and not what looks at two
    /// files.
    private static func isPlanned(_ statement: String) -> Bool {
        let verbs = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"]
        return verbs.contains { statement.hasPrefix($0) } && !statement.contains("present.")
            && !statement.contains("sqlite_")
    }

    /// The large tables that a statement reads from one end to the other.
    private static func scans(_ statement: String, in db: Database) throws -> Set<String> {
        let aliases = statement.matches(of: /\b(?:FROM|JOIN)\s+(\w+)(?:\s+AS)?\s+(\w+)/)
            .map { (String($0.2), String($0.1)) }
        let tables = Dictionary(aliases) { first, _ in first }
        let plan = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + statement)
        plan.setUncheckedArguments([])
        let steps = try GRDB.Row.fetchAll(plan).map { $0["detail"] as String }
        let scanned = steps.compactMap { $0.firstMatch(of: /^SCAN (\w+)/).map { String($0.1) } }
        return Set(scanned.map { large.contains($0) ? $0 : tables[$0] ?? $0 }).intersection(large)
    }
}
