import AttestryDomain
import AttestryLog
import GRDB

extension Store {
    /// Copies the registry, as it is at one moment, into an empty file while others go on writing;
    /// nobody waits longer than a few pieces take to be read. Throws `damaged` where it holds what
    /// no registry can.
    ///
    /// Nobody can commit while SQLite reads, and its own backup begins anew after each change, so
    /// that it ends never or keeps everybody waiting. Here the log says which rows have changed
    /// since they were copied; what is left of them at the end is read in one piece.
    package func copy(to path: String) throws {
        do {
            try reporting { try copyRows(to: path) }
        } catch let error as RegistryError where error.kind == .conflict {
            throw RegistryError(
                .damaged, "\(self.path) holds what no registry can: \(error.message)",
                hint: "attestry audit verify lists what is wrong")
        }
    }

    private func copyRows(to path: String) throws {
        let objects = try schema.fresh().read { try Schema.objects(in: $0) }
            .filter { !$0.sql.isEmpty }
        let tables = objects.filter { $0.type == "table" }
        do {
            let target = try DatabaseQueue(path: path)
            try target.writeWithoutTransaction { db in
                // What is not finished is thrown away, and its maker puts it on the disk.
                try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
                for table in tables { try db.execute(sql: table.sql) }
            }
            let source = try Store(inspecting: self.path, schema: schema).queue
            try source.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        PRAGMA foreign_keys = OFF;
                        ATTACH \(path.literal) AS copy;
                        PRAGMA copy.journal_mode = OFF;
                        PRAGMA copy.synchronous = OFF
                        """)
                var copying = try RegistryCopying(of: tables.map(\.name), db)
                try copying.run()
            }
            try source.close()
            try target.writeWithoutTransaction { db in
                // Last: they are made at once, and no trigger judges the past by the present.
                for object in objects where object.type != "table" {
                    try db.execute(sql: object.sql)
                }
                try db.execute(
                    sql: """
                        PRAGMA application_id = \(Schema.applicationID);
                        PRAGMA user_version = \(schema.newest)
                        """)
            }
            try target.close()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw RegistryError(
                .notWritable, "no space left for a copy of \(self.path)",
                hint: "make room, then try again")
        }
    }
}

/// Copies the rows of a registry into an attached file, piece by piece.
private struct RegistryCopying {
    private struct Table {
        let name: String
        let columns: String
        let key: [String]
        /// How many rows are read in one piece: of documents a MiB each.
        var piece: Int { name == RegistryCopying.chunks ? 2 : 1_000 }
    }

    private static let chunks = "document_chunk"
    private let db: Database
    private let tables: [Table]
    /// The entry up to which the copy knows what changed.
    private var known: Int

    init(of names: [String], _ db: Database) throws {
        self.db = db
        tables = try names.map { name in
            let rows = try db.rows("SELECT name, pk FROM pragma_table_info(?, 'main')", [name])
                .map { (name: try $0["name"] as String, place: try $0["pk"] as Int) }
            return Table(
                name: name, columns: rows.map(\.name).joined(separator: ", "),
                key: rows.filter { $0.place > 0 }.sorted { $0.place < $1.place }.map(\.name))
        }
        known = try db.value("SELECT ifnull(max(sequence), 0) FROM main.entry") ?? 0
    }

    mutating func run() throws {
        for table in tables {
            while try inOnePiece({ try copyNext(of: table) }) == table.piece {}
        }
        while try !inOnePiece({ try catchUp() }) {}
    }

    private func inOnePiece<Result>(_ body: () throws -> Result) throws -> Result {
        var result: Result?
        try db.inTransaction(.deferred) {
            result = try body()
            return .commit
        }
        guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        return result
    }

    /// Copies the rows behind those that are copied; returns how many.
    private func copyNext(of table: Table) throws -> Int {
        let key = table.key.joined(separator: ", ")
        let last = table.key.map { "\($0) DESC" }.joined(separator: ", ")
        let isEmpty = try db.rows("SELECT 1 FROM copy.\(table.name) LIMIT 1").next() == nil
        var conditions =
            isEmpty
            ? [] : ["(\(key)) > (SELECT \(key) FROM copy.\(table.name) ORDER BY \(last) LIMIT 1)"]
        // What is recorded meanwhile comes with what it changes.
        if table.name == "entry" { conditions.append("sequence <= \(known)") }
        return try copy(
            table,
            where: (conditions + ["TRUE"]).joined(separator: " AND ")
                + " ORDER BY \(key) LIMIT \(table.piece)")
    }

    /// Takes over what the next entries speak of; returns whether the copy is the registry as it
    /// is now.
    private mutating func catchUp() throws -> Bool {
        let head = try db.value("SELECT ifnull(max(sequence), 0) FROM main.entry") ?? 0
        let last = min(head, known + 500)
        // By its number alone: an index would lead through all entries of a table.
        let new = "main.entry NOT INDEXED WHERE sequence BETWEEN \(known + 1) AND \(last)"
        let changed: [String] = try db.values("SELECT DISTINCT table_name FROM \(new)")
        for table in tables {
            switch table.name {
            case "entry": _ = try copy(table, where: "sequence BETWEEN \(known + 1) AND \(last)")
            case Self.chunks: break
            case let name where changed.contains(name):
                let rows = "SELECT row_id FROM \(new) AND table_name = '\(name)'"
                _ = try copy(table, where: "id IN (\(rows))")
            default: break
            }
        }
        known = last
        guard last == head else { return false }
        return try tables.filter { $0.name == Self.chunks }
            .allSatisfy { try copyNext(of: $0) < $0.piece }
    }

    /// Copies rows over those of the same key. A row may stand in the way that has changed since it
    /// was copied; the entry that says so is yet to come, or is among these.
    private func copy(_ table: Table, where condition: String) throws -> Int {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO copy.\(table.name) (\(table.columns))
                SELECT \(table.columns) FROM main.\(table.name) WHERE \(condition)
                """)
        return db.changesCount
    }
}

extension String {
    /// The text as SQL spells it.
    fileprivate var literal: String { "'" + replacing("'", with: "''") + "'" }
}
