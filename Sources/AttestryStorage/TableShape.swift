import AttestryDomain
import AttestryLog
import GRDB

/// The columns of a table in the order of canonical JSON, with the statement that fills them all:
/// what a row will look like is known before SQLite is asked for it again.
struct TableShape {
    private let table: String
    private let columns: [String]
    private let defaults: [DatabaseValue]
    private let statement: DirectStatement
    private let keyColumn: Int?

    init(_ table: String, in db: Database) throws {
        self.table = table
        let rows = try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))")
            .sorted { ($0["name"] as String) < ($1["name"] as String) }
        columns = try rows.map { try $0.text("name") }
        defaults = try rows.map { row in
            guard let literal = try row.optionalText("dflt_value") else { return .null }
            return try DatabaseValue.fetchOne(db, sql: "SELECT \(literal)") ?? .null
        }
        keyColumn = columns.firstIndex(of: "id")
        statement = try DirectStatement(
            """
            INSERT INTO \(table) (\(columns.joined(separator: ", ")))
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
            """, in: db)
    }

    /// Inserts a row of these cells; returns its key and its image as the log keeps it.
    func insert(_ cells: [String: Cell], in db: Database) throws -> (key: Int64, image: String) {
        var values = defaults
        var used = 0
        for (index, column) in columns.enumerated() {
            guard let cell = cells[column] else { continue }
            values[index] = cell.value
            used += 1
        }
        guard used == cells.count else {
            let foreign = cells.keys.first { !columns.contains($0) } ?? ""
            throw RegistryError(.unrecordedChange, "\(table) has no column \(foreign)")
        }
        return try insert(values, in: db)
    }

    /// Inserts a row of all its cells but the key, in the order of their names: no dictionary has
    /// to be made for each of many rows.
    func insert(sorted cells: [(column: String, cell: Cell)], in db: Database) throws
        -> (key: Int64, image: String)
    {
        var values = defaults
        var place = 0
        for (column, cell) in cells {
            if place == keyColumn { place += 1 }
            guard place < columns.count, columns[place] == column else {
                throw RegistryError(.unrecordedChange, "\(table) has no column \(column) there")
            }
            values[place] = cell.value
            place += 1
        }
        return try insert(values, in: db)
    }

    private func insert(_ values: [DatabaseValue], in db: Database) throws
        -> (key: Int64, image: String)
    {
        try statement.run(values, in: db)
        let key = db.lastInsertedRowID
        var image = values.map(\.json)
        if let keyColumn { image[keyColumn] = .number(Int(key)) }
        return (key, JSONValue.canonicalObject(keys: columns, values: image))
    }
}
