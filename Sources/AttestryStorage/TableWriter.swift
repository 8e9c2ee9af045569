import AttestryDomain
import GRDB

/// Writes rows of one table; the image of the row written last is what the log is to say of it.
final class TableWriter {
    /// The image of the row that was written last.
    private(set) var image: [UInt8] = []
    private let db: Database
    private var shape: TableShape
    private let insertion: Row
    private let selection: String
    /// The key that the next row must lie above, where those of the table do not say it: a registry
    /// that was restored gives no number again that the lost one may have given. An epoch that is
    /// damaged says nothing: alerts must go out all the same.
    private var floor: Int?

    init(_ table: String, in db: Database) throws {
        self.db = db
        shape = try TableShape(table, in: db)
        insertion = try Row(
            """
            INSERT INTO \(table) (\(shape.list))
            VALUES (\(shape.columns.map { _ in "?" }.joined(separator: ", ")))
            """, in: db)
        selection = "SELECT \(shape.list) FROM \(table) WHERE "
        floor = try db.value(
            """
            SELECT ifnull(max(floor), 0) AS last FROM epoch
            WHERE typeof(floor) = 'integer'
                AND floor BETWEEN (SELECT ifnull(max(id), 0) + 1 FROM \(table))
                    AND \(Epoch.possibleFloors.upperBound)
            """)
    }

    /// Inserts a row; returns its key.
    func insert(_ cells: Cells) throws -> Int64 {
        var row = shape.columns.map(\.fallback)
        for (place, cell) in try places(of: cells) { row[place] = cell }
        if let last = floor, last > 0, row[shape.keyPlace] == .null {
            row[shape.keyPlace] = .number(last + 1)
        }
        floor = nil
        try insertion.run(row)
        let key = db.lastInsertedRowID
        row[shape.keyPlace] = .number(Int(key))
        image = shape.image(of: row)
        return key
    }

    /// Changes cells of a row. Throws `notFound` where there is no such row.
    func update(_ key: Int64, _ cells: Cells) throws {
        let assignments = cells.pairs.map { "\($0.column) = ?" }.joined(separator: ", ")
        try Row("UPDATE \(shape.table) SET \(assignments) WHERE id = ?", in: db)
            .run(cells.pairs.map(\.cell) + [key.cell])
        try look(at: key)
    }

    /// Takes a row's image as it is. Throws `notFound` where there is no such row.
    func look(at key: Int64) throws {
        guard let row = try db.rows(selection + "id = ?", [key]).next() else {
            throw RegistryError(.notFound, "\(shape.table) has no row \(key)")
        }
        image = shape.image(of: row)
    }

    /// The key of the row that holds these cells; nil where there is none.
    func find(_ cells: Cells) throws -> Int64? {
        let condition = cells.pairs.map { "\($0.column) IS :\($0.column)" }
            .joined(separator: " AND ")
        return try db.rows(selection + condition, cells).next()?["id"]
    }

    /// Whether a row holds these cells already.
    func holds(_ key: Int64, _ cells: Cells) throws -> Bool {
        let row = try db.rows(selection + "id = ?", [key]).next()
        return try places(of: cells).allSatisfy { place, cell in
            row?.value(place).equals(cell) == true
        }
    }

    /// Where each cell stands; the search for a column goes on behind the one found before.
    private func places(of cells: Cells) throws -> [(place: Int, cell: Cell)] {
        let columns = shape.columns
        var next = 0
        return try cells.pairs.map { column, cell in
            for _ in columns.indices {
                if next >= columns.count { next = 0 }
                defer { next += 1 }
                if columns[next].name == column { return (next, cell) }
            }
            throw RegistryError(.unrecordedChange, "\(shape.table) has no column \(column)")
        }
    }
}
