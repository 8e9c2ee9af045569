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

    /// Statements that may read a large table from one end to the other, and why.
    private static let allowed = [
        (#"FROM entry ORDER BY sequence DESC( LIMIT 1)?$"#, "read from the end, not to the end"),
        (#"^SELECT [a-z0-9_, ]+ FROM \w+ ORDER BY (id|sequence)$"#, "verify: every row"),
        (#"count\(position\) AS chunks"#, "verify: the chunks of every document"),
        (#"WHERE TRUE\s+ORDER BY"#, "all of a noun was asked for"),
        (
            #"customer\.removed(, 0\))? IS NOT 1\s*(ORDER BY|$)|AS person ON person\.id"#,
            "an export writes all there is"
        ),
        (#"ORDER BY id DESC LIMIT \?\)"#, "the newest rows are read from the end"),
        (#"^SELECT code FROM \w+ WHERE TRUE ORDER BY code$"#, "the code nearest to a wrong one"),
        (#"WHERE actor = \? AND action NOT IN"#, "read from the end to the user's last command"),
        (#"^SELECT count\((\*|DISTINCT \w+)\) FROM"#, "a status counts what there is"),
        (#"^SELECT customer_id FROM agreement\s+WHERE renewal"#, "a run looks for what may lapse"),
        (#"FROM entry\s+WHERE TRUE AND (lower|recorded_at)"#, "the log is asked by person or day"),
        (#"WHERE stray IS NOT NULL"#, "what belongs to nothing is looked for"),
        (#"ORDER BY (state|distribution_id) LIMIT 1\)"#, "the first alone is read"),
        (#"^WITH met "#, "who owes an agreement is asked of all customers"),
        (#"WHERE until_on < \? AND voided = 0"#, "who has left is asked of all customers"),
        (#"WHERE message\.kind = 'checkpoint'"#, "the newest is read from the end"),
        (#"^WITH wanted "#, "the next end is asked of all agreements"),
        (
            #"WHERE agreement_id IS NOT NULL OR activity_event_id"#,
            "a page may link to any file that the registry knows"
        ),
    ]

    @Test func `no session reads a large table from end to end without a reason`() throws {
        var used: Set<String> = []
        let statements = try Self.statements()
        #expect(statements.count > 100)
        try Schema.current.fresh().read { db in
            for statement in statements {
                let scans = try Self.scans(statement, in: db)
                guard !scans.isEmpty else { continue }
                let reasons = try Self.allowed.filter { try statement.contains(Regex($0.0)) }
                #expect(!reasons.isEmpty, "\(scans.sorted()) in \(statement)")
                used.formUnion(reasons.map(\.1))
            }
        }
        #expect(used == Set(Self.allowed.map(\.1)))
    }

    @Test(arguments: [
        ("SELECT * FROM distribution AS d WHERE purpose = 'x'", ["distribution"]),
        ("SELECT * FROM distribution d WHERE purpose = 'x'", ["distribution"]),
        ("SELECT count(*) FROM entry", ["entry"]),
        ("WITH a AS (SELECT id FROM customer WHERE owner = 'x') SELECT * FROM a", ["customer"]),
        ("DELETE FROM message WHERE recipient = 'x'", ["message"]),
        ("SELECT * FROM customer WHERE id = 1", []),
        ("SELECT count(*) FROM alert WHERE resolved_on IS NULL", []),
    ])
    func `a scan is seen behind an alias, in a WITH and in a change`(sql: String, tables: [String])
        throws
    {
        let scans = try Schema.current.fresh().read { try Self.scans(sql, in: $0) }
        #expect(scans == Set(tables))
    }

    /// What all transcripts run against a registry; not what sets it up or looks at two files.
    private static func statements() throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Transcripts")
        let heard = Mutex<Set<String>>([])
        for file in try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        {
            try Store.$trace.withValue({ sql in _ = heard.withLock { $0.insert(sql) } }) {
                _ = try Transcript(file: file).played()
            }
        }
        let verbs = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"]
        return heard.withLock { $0 }.filter { statement in
            verbs.contains { statement.hasPrefix($0) } && !statement.contains(/(present|copy)\./)
        }.sorted()
    }

    /// The large tables that a statement reads from one end to the other.
    private static func scans(_ statement: String, in db: Database) throws -> Set<String> {
        let aliases = statement.matches(of: /\b(?:FROM|JOIN)\s+(\w+)(?:\s+AS)?\s+(\w+)/)
            .map { (String($0.2), String($0.1)) }
        let tables = Dictionary(aliases) { first, _ in first }
        // An index over a few of the rows is there to be read whole.
        let small = try String.fetchSet(
            db,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%WHERE%'")
        let plan = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + statement)
        plan.setUncheckedArguments([])
        let steps = try GRDB.Row.fetchAll(plan).map { $0["detail"] as String }
        let scanned = steps.compactMap { step -> String? in
            let index = step.firstMatch(of: /INDEX (\w+)/).map { String($0.1) }
            guard index.map(small.contains) != true else { return nil }
            return step.firstMatch(of: /^SCAN (\w+)/).map { String($0.1) }
        }
        return Set(scanned.map { large.contains($0) ? $0 : tables[$0] ?? $0 }).intersection(large)
    }
}
