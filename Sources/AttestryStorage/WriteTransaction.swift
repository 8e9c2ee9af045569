package import AttestryDomain
import AttestryLog
import GRDB

/// Who changes the registry, when, by which verb, and why; every entry of a use case carries it.
package struct Change: Sendable {
    /// When, as read once for the whole use case.
    package let time: Timestamp
    /// The operating system's user.
    package let actor: String
    /// The person for whom it is done.
    package let onBehalfOf: String?
    /// What is done, such as `certificate.add`.
    package let action: String
    /// Why, in the user's words.
    package let reason: String?

    package init(
        time: Timestamp, actor: String, onBehalfOf: String?, action: String, reason: String?
    ) {
        self.time = time
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.action = action
        self.reason = reason
    }
}

/// The only door to change: each row written leaves an entry with the row as it is afterwards.
package final class WriteTransaction {
    /// The queries, which see what this transaction has written so far.
    package let reading: ReadTransaction
    /// Who changes what and why.
    package let change: Change
    /// The number of row changes that are accounted for.
    private(set) var expectedChanges = 0
    let db: Database
    /// The time of the change in its text form.
    let recordedAt: String
    private var head: (sequence: Int, hash: String)?
    private var shapes: [String: TableShape] = [:]
    private var entryStatement: DirectStatement?

    init(db: Database, change: Change) {
        self.db = db
        self.change = change
        recordedAt = change.time.description
        reading = ReadTransaction(db: db)
    }

    /// Inserts a row and records it; returns its key.
    func insert(_ table: String, _ cells: [String: Cell], subject: String) throws -> Int64 {
        let (row, image) = try shape(of: table).insert(cells, in: db)
        try record(table, row, image: image, subject: subject)
        return row
    }

    /// Inserts one of many rows, all its cells but the key in the order of their names.
    func insert(_ table: String, sorted cells: [(column: String, cell: Cell)], subject: String)
        throws -> Int64
    {
        let (row, image) = try shape(of: table).insert(sorted: cells, in: db)
        try record(table, row, image: image, subject: subject)
        return row
    }

    private func shape(of table: String) throws -> TableShape {
        if let known = shapes[table] { return known }
        let shape = try TableShape(table, in: db)
        shapes[table] = shape
        return shape
    }

    /// Changes cells of one row and records it. Throws `notFound` where there is no such row.
    func update(_ table: String, _ row: Int64, _ cells: [String: Cell], subject: String) throws {
        let assignments = cells.keys.sorted().map { "\($0) = :\($0)" }.joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "UPDATE \(table) SET \(assignments) WHERE id = :id")
        var arguments = cells.mapValues(\.value)
        arguments["id"] = row.databaseValue
        try statement.execute(arguments: StatementArguments(arguments))
        let written = try db.cachedStatement(sql: "SELECT * FROM \(table) WHERE id = ?")
        guard let image = try Row.fetchOne(written, arguments: [row])?.image else {
            throw RegistryError(.notFound, "\(table) has no row \(row)")
        }
        try record(
            table, row, image: String(decoding: image.canonical, as: UTF8.self), subject: subject)
    }

    /// Accounts for rows that have no entry of their own: chunks, whose hash their document's entry
    /// holds.
    func countUnlogged(_ rows: Int) {
        expectedChanges += rows
    }

    /// The number and hash of the last entry, those of this transaction included.
    package func lastEntry() throws -> (sequence: Int, hash: String) {
        try head ?? reading.head()
    }

    private func record(_ table: String, _ row: Int64, image: String, subject: String) throws {
        let last = try lastEntry()
        let entry = LogEntry(
            sequence: last.sequence + 1, recordedAt: recordedAt, actor: change.actor,
            onBehalfOf: change.onBehalfOf, action: change.action, subject: subject, table: table,
            row: row, image: image,
            reason: change.reason,
            previousHash: last.hash)
        try append(entry)
        head = (entry.sequence, entry.hash)
        expectedChanges += 2
    }

    private func append(_ entry: LogEntry) throws {
        let statement =
            try entryStatement
            ?? DirectStatement(
                """
                INSERT INTO entry (sequence, recorded_at, actor, on_behalf_of, action, subject,
                  table_name, row_id, image, reason, previous_hash, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, in: db)
        entryStatement = statement
        func text(_ text: String?) -> DatabaseValue { text?.databaseValue ?? .null }
        try statement.run(
            [
                entry.sequence.databaseValue, text(entry.recordedAt), text(entry.actor),
                text(entry.onBehalfOf), text(entry.action), text(entry.subject), text(entry.table),
                entry.row.databaseValue, text(entry.image), text(entry.reason),
                text(entry.previousHash), text(entry.hash),
            ], in: db)
    }
}

/// A value on its way into a column.
struct Cell {
    let value: DatabaseValue

    /// A text, a code, a date …, in its text form; nil is an empty cell.
    static func text(_ value: (some CustomStringConvertible)?) -> Cell {
        Cell(value: value?.description.databaseValue ?? .null)
    }

    /// A whole number; nil is an empty cell.
    static func number(_ value: Int?) -> Cell {
        Cell(value: value?.databaseValue ?? .null)
    }

    /// 1 or 0.
    static func flag(_ value: Bool) -> Cell {
        Cell(value: (value ? 1 : 0).databaseValue)
    }

    /// The key of another row; nil is an empty cell.
    static func key<Entity>(_ value: ID<Entity>?) -> Cell {
        Cell(value: value?.rawValue.databaseValue ?? .null)
    }

    /// What a field of a noun holds; a list or an object in its canonical form.
    static func field(_ value: JSONValue) -> Cell {
        switch value {
        case .null: Cell(value: .null)
        case .bool(let flag): .flag(flag)
        case .number(let number): .number(number)
        case .string(let text): .text(text)
        case .array, .object: .json(value)
        }
    }

    /// A document in its canonical form.
    static func json(_ value: JSONValue) -> Cell {
        Cell(value: String(decoding: value.canonical, as: UTF8.self).databaseValue)
    }
}
