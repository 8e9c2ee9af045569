import AttestryDomain
import GRDB
import Testing

@testable import AttestryStorage

struct ColumnRangeTests {
    /// A number of a table that is neither yes or no nor the key of another row.
    struct Number: CustomStringConvertible {
        let table: String
        let column: String
        var description: String { "\(table).\(column)" }
    }

    private let registry: FilledRegistry
    private let queue: DatabaseQueue

    init() throws {
        registry = try FilledRegistry(.current)
        queue = try DatabaseQueue(path: registry.path)
    }

    private static func numbers(_ db: Database) throws -> [Number] {
        try db.rows(
            """
            SELECT tables.name AS owner, columns.name AS member
            FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table' AND columns.type = 'INTEGER'
              AND columns.name NOT IN (
                SELECT "from" FROM pragma_foreign_key_list(tables.name))
              AND instr(tables.sql, 'CHECK (' || columns.name || ' IN (0, 1))') = 0
            ORDER BY 1, 2
            """
        ).map { Number(table: try $0["owner"], column: try $0["member"]) }
    }

    /// What the schema says of a number; nil where it takes it.
    private func refusal(_ number: Int, in place: Number, _ db: Database) -> String? {
        do {
            try db.execute(sql: "UPDATE \(place.table) SET \(place.column) = \(number)")
            return nil
        } catch {
            return (error as? DatabaseError)?.message
        }
    }

    @Test func `the schema refuses the numbers that are refused when they are read, and no other`()
        throws
    {
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            for name in try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            let numbers = try Self.numbers(db)
            #expect(numbers.count > 40)
            // The settings are one row, and a command begins no later than its entries.
            let others = ["registry.id", "entry.command"]
            for place in numbers where !others.contains(place.description) {
                guard let range = ColumnRange.of(place.column, in: place.table) else {
                    Issue.record("\(place) has no range")
                    continue
                }
                let (low, high) = (range.lowerBound, range.upperBound)
                let words =
                    "CHECK constraint failed: \(place.column) BETWEEN \(low) AND \(high)"
                for number in [low - 1, high + 1, .min, .max] {
                    #expect(refusal(number, in: place, db) == words, "\(place) = \(number)")
                }
                for number in [low, high] {
                    try db.inSavepoint {
                        #expect(refusal(number, in: place, db) != words, "\(place) = \(number)")
                        return .rollback
                    }
                }
            }
        }
    }

    @Test(arguments: [
        (
            "agreement_kind", "retention_months = -116",
            "agreement kind nda cannot be evaluated: column retention_months holds '-116', "
                + "not a number from 0 to 1200"
        ),
        (
            "agreement_kind", "expiring_days = 9223372036854775807",
            "agreement kind nda cannot be evaluated: column expiring_days holds "
                + "'9223372036854775807', not a number from 0 to 3650"
        ),
        (
            "agreement_kind", "satisfies = 'x'",
            "agreement kind nda cannot be evaluated: column satisfies holds 'x', not one of "
                + "phi, personal_data"
        ),
        (
            "agreement_kind", "counts_as_nda = 2",
            "agreement kind nda cannot be evaluated: column counts_as_nda holds '2', not 0 or 1"
        ),
        (
            "agreement_kind", "code = 'N D A'",
            "agreement kind N D A cannot be evaluated: agreement kind 1: column code holds "
                + "'N D A', not a code such as iso27001"
        ),
    ])
    func `a value that cannot be is named with its row and what would be right`(
        table: String, change: String, words: String
    ) throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA ignore_check_constraints = ON; UPDATE \(table) SET \(change)")
        }
        let store = try registry.store(.current)
        #expect(try store.read { try $0.agreementKinds() } == [])
        #expect(store.damages.map(\.description) == [words])
    }

    @Test(arguments: [
        ("agreement", "renewal = 'auto', term_months = -116", "term_months"),
        ("agreement", "renewal = 'auto', term_months = 12, notice_days = -1", "notice_days"),
        ("agreement", "survival_basis = 'end', survival_months = 1201", "survival_months"),
        ("agreement", "renewal = 'x'", "renewal"),
        ("agreement_event", "kind = 'x'", "kind"),
        ("version", "exceptions = -1", "exceptions"),
        ("version", "version = 0", "version"),
        ("alert", "rung = 9223372036854775807", "rung"),
        ("alert", "skipped = '[1e300]'", "skipped"),
        ("alert", "skipped = '[4000]'", "skipped"),
        ("ladder", "rungs = '9223372036854775807'", "rungs"),
        ("channel", "only_kinds = '[\"x\"]'", "only_kinds"),
        ("alert_run", "raised = -1", "raised"),
        ("registry", "catalogue_version = -1", "catalogue_version"),
        ("fact", "name = 'retires_on', value = '20x7'", "retires_on"),
        (
            "fact", "edition_id = NULL, name = 'expiring_days', value = '-68'", "expiring_days"
        ),
    ])
    func `what cannot be is damage wherever it is read`(
        table: String, change: String, column: String
    ) throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA ignore_check_constraints = ON; UPDATE \(table) SET \(change)")
        }
        var causes: [String] = []
        try registry.store(.current).read { reading in
            let readings: [() throws -> Void] = [
                { _ = try reading.settings() },
                { for item in try reading.catalogue() { _ = try item.scheme() } },
                { _ = try reading.ladderRules() }, { _ = try reading.evidence() },
                { _ = try reading.agreements(of: ID(1)) }, { _ = try reading.alerts(.all) },
                { _ = try reading.lastAlertRun() }, { _ = try reading.channels() },
            ]
            for read in readings {
                do {
                    try read()
                } catch let error as RegistryError where error.kind == .damaged {
                    causes.append(error.message)
                }
            }
            causes += reading.damages.map(\.cause)
        }
        #expect(causes.contains { $0.contains(column) }, "\(causes)")
    }
}
