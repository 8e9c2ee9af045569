package import AttestryDomain
import AttestryLog
import Foundation
import GRDB

/// Which rows of the past are needed.
package enum KnownRows: Sendable {
    /// Those of evidence, with the catalogue, the products and the settings.
    case evidence
    /// Those, and all that belongs to one customer.
    case customer(ID<Customer>)
    case everything
    /// All rows, and the log by then.
    case log
}

extension Store {
    /// The registry as the log says it was at an instant, in memory (`rules.md`, "What exists on
    /// D"), with no other rows than those asked for.
    ///
    /// Throws `notFound` where nothing was recorded by then.
    package func known(at time: Timestamp, _ rows: KnownRows) throws -> Store {
        try reporting {
            let memory = try DatabaseQueue()
            try memory.writeWithoutTransaction { try schema.migrate($0) }
            try memory.writeWithoutTransaction { db in
                db.add(function: Self.unhex)
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                try Row("ATTACH DATABASE ? AS present", in: db).run([.text(path)])
            }
            try memory.inTransaction { db in
                let triggers: [String] = try db.values(
                    "SELECT name FROM main.sqlite_schema WHERE type = 'trigger'")
                for trigger in triggers { try db.execute(sql: "DROP TRIGGER main.\(trigger)") }
                for (table, rows) in try Self.tables(of: rows, in: db) {
                    try Self.fill(table, rows: rows, in: db, at: time)
                }
                try Self.fillFormerCodes(in: db)
                if case .log = rows {
                    try Row(
                        """
                        INSERT INTO main.entry SELECT * FROM present.entry WHERE recorded_at <= ?
                        """, in: db
                    ).run([time.cell])
                }
                return .commit
            }
            guard try memory.read({ try $0.rows("SELECT 1 FROM registry").next() }) != nil else {
                throw RegistryError(
                    .notFound, "nothing was recorded by \(time)",
                    hint: "attestry audit log shows the first entry")
            }
            return Store(path: path, queue: memory, schema: schema, asides: asides)
        }
    }

    /// The tables to rebuild, each with the rows that count where not all do. Rows never move from
    /// one customer to another, so the present tables tell which.
    private static func tables(of rows: KnownRows, in db: Database) throws
        -> [(table: String, rows: String?)]
    {
        let always = [
            "registry", "scheme", "edition", "fact", "ladder", "product", "agreement_kind",
            "evidence", "version", "event", "milestone", "bridge_letter", "document", "attachment",
        ]
        let key: Int64
        switch rows {
        case .evidence: return always.map { ($0, nil) }
        case .everything, .log:
            return try Schema.objects(in: db).filter(\.isLogged).map { ($0.name, nil) }
        case .customer(let customer): key = customer.rawValue
        }
        let events = "activity_event"
        let whole = always + ReadTransaction.tables(of: .activity).subtracting([events]).sorted()
        // What no customer caused is everybody's.
        let caused = "SELECT id FROM present.\(events) WHERE ifnull(customer_id, \(key)) = \(key)"
        return Set(whole).map { ($0, nil) } + [(events, caused)]
            + Belonging.tables(ofCustomer: "\(key)", in: "present")
            .filter { $0.table != events && !whole.contains($0.table) }
            .map { ($0.table, $0.keys) }
    }

    private static func fill(_ table: String, rows: String?, in db: Database, at time: Timestamp)
        throws
    {
        let shape = try TableShape(table, in: db)
        // What an image lacks held its default, which may be another than nothing.
        let cells: String = shape.columns.map { column -> String in
            let path = "'$.\(column.name)'"
            let value = "json_extract(image, \(path))"
            return column.isHash
                ? "unhex(\(value))" : "iif(json_type(image, \(path)) IS NULL, ?, \(value))"
        }.joined(separator: ", ")
        let defaults = shape.columns.filter { !$0.isHash }.map(\.fallback)
        try Row(
            """
            INSERT INTO main.\(table) (\(shape.list))
            SELECT \(cells) FROM present.entry WHERE sequence IN (
              SELECT max(sequence) FROM present.entry
              WHERE table_name = ? AND recorded_at <= ?
                \(rows.map { "AND row_id IN (\($0))" } ?? "") GROUP BY row_id)
            """, in: db
        ).run(defaults + [.text(table), time.cell])
    }

    /// Every code that a thing ever had leads to it, those that came later too: the one who asks
    /// knows the present ones.
    private static func fillFormerCodes(in db: Database) throws {
        let columns = "INSERT OR IGNORE INTO main.former_code (noun, code, thing_id, recorded_on)"
        try db.execute(
            sql: "\(columns) SELECT noun, code, thing_id, recorded_on FROM present.former_code")
        for noun in Noun.coded.map(\.rawValue) {
            try db.execute(
                sql: """
                    \(columns) SELECT noun, thing.code, thing_id, former.recorded_on
                    FROM present.former_code AS former
                      JOIN present.\(noun) AS thing ON thing.id = thing_id
                    WHERE noun = '\(noun)'
                    """)
        }
    }

    /// SQLite has it from 3.41 on.
    private static let unhex = DatabaseFunction("unhex", argumentCount: 1, pure: true) { values in
        values.first.flatMap { String.fromDatabaseValue($0) }
            .flatMap { [UInt8](hexadecimal: $0) }.map { Data($0) }
    }
}
