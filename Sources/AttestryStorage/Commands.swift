import AttestryDomain
import AttestryLog
import GRDB

/// The entries that one command left in the log: from its first to its last number.
package struct LoggedCommand: Sendable {
    package let first: Int
    package let last: Int
    /// What was done, such as `certificate.add`.
    package let action: String
    /// When, in the text form of a timestamp.
    package let recordedAt: String
}

/// A row that a command changed.
package struct ChangedRow: Sendable {
    package let name: RowName
    /// What the log calls it, such as `iso27001@2`.
    package let subject: String
    /// What the log said last of it before the command; nil where the command made it.
    package let before: LogEntry?
    /// What the log said of it at the end of the command.
    package let after: LogEntry
    /// By which column it is marked as not being there any more; nil where it has none.
    package let mark: String?
    /// The rows that it names, as the table and the key of each.
    package let names: [RowName]
}

/// A row by its table and its key.
package struct RowName: Hashable, Sendable {
    package let table: String
    package let key: Int64

    package init(_ table: String, _ key: Int64) {
        self.table = table
        self.key = key
    }
}

extension ReadTransaction {
    /// The last command of a user that was none of these actions; nil where there is none.
    package func lastCommand(of actor: String, besides actions: [String]) throws -> LoggedCommand? {
        let rows = try db.rows(
            """
            SELECT command, action, recorded_at FROM entry
            WHERE actor = ? AND action NOT IN (SELECT value FROM json_each(?))
            ORDER BY sequence DESC LIMIT 1
            """, [actor, actions])
        guard let row = try rows.next() else { return nil }
        let (first, action, time): (Int, String, String) = (
            try row["command"], try row["action"], try row["recorded_at"]
        )
        // All entries of a command stand together: nobody else writes meanwhile.
        let next: Int? = try db.value(
            "SELECT sequence FROM entry WHERE sequence > ? AND command > ? ORDER BY 1 LIMIT 1",
            [first, first])
        return LoggedCommand(
            first: first, last: try next.map { $0 - 1 } ?? head().sequence, action: action,
            recordedAt: time)
    }

    /// The rows that a command changed, in the order of their last change.
    package func rows(changedBy command: LoggedCommand) throws -> [ChangedRow] {
        let tables = try LinkedTables(db)
        let keys: [(RowName, Int)] = try db.rows(
            """
            SELECT table_name, row_id, max(sequence) AS last FROM entry
            WHERE sequence BETWEEN ? AND ? GROUP BY table_name, row_id ORDER BY last
            """, [command.first, command.last]
        ).map { (RowName(try $0["table_name"], try $0["row_id"]), try $0["last"]) }
        return try keys.map { row, last in
            guard let after = try entry(about: row, upTo: last) else {
                throw RegistryError(
                    .damaged, "the log has no entry \(last)",
                    hint: "attestry audit verify lists what is wrong")
            }
            return ChangedRow(
                name: row, subject: after.subject,
                before: try entry(about: row, upTo: command.first - 1), after: after,
                mark: tables.marks[row.table], names: tables.names(in: after))
        }
    }

    /// What was recorded after a command and rests on one of its rows; nil where nothing does.
    package func entry(restingOn row: ChangedRow, since command: LoggedCommand) throws -> LogEntry?
    {
        let (name, last) = (row.name, command.last)
        if let later = try entry(about: name, after: last) { return later }
        if row.before == nil, name.table != "document" {
            for link in try LinkedTables(db).children[name.table] ?? [] {
                let stands = link.mark.map { "AND \($0) = 0" } ?? ""
                let later = try entry(
                    """
                    table_name = ? AND sequence > ? AND row_id IN (
                      SELECT id FROM \(link.table) WHERE \(link.column) = ? \(stands))
                    """, [link.table, last, name.key])
                if let later { return later }
            }
        }
        return try release(restingOn: row, after: last) ?? alert(about: row, after: last)
    }

    /// The first release since that was decided by a row, or by what the row belongs to.
    private func release(restingOn row: ChangedRow, after sequence: Int) throws -> LogEntry? {
        // No milestone bears on whether a version may be handed out.
        guard row.name.table != "milestone",
            let way = Belonging.path(
                from: row.name.table, by: [.part, .aside], to: Self.bases.contains),
            case let base = way.last?.owner ?? row.name.table,
            let name = ([row.name] + row.names).first(where: { $0.table == base })
        else { return nil }
        return try entry(
            """
            table_name = 'distribution' AND sequence > ? AND row_id IN (
              SELECT id FROM distribution WHERE \(base)_id = ? AND outcome = 'released')
            """, [sequence, name.key])
    }

    /// The tables of what a release is decided by.
    private static let bases: Set = [
        "version", "bridge_letter", "agreement", "customer", "contact",
    ]

    /// The first alert since about what a row belongs to.
    private func alert(about row: ChangedRow, after sequence: Int) throws -> LogEntry? {
        guard let kind = Belonging.subject(of: row.name.table)?.rawValue else { return nil }
        let way = Belonging.path(from: row.name.table, by: [.part]) { $0 == kind } ?? []
        let key = way.reduce("SELECT ?") {
            "SELECT \($1.column) FROM \($1.table) WHERE id = (\($0))"
        }
        return try entry(
            """
            table_name = 'alert' AND sequence > ? AND row_id IN (
              SELECT id FROM alert WHERE subject_kind = ? AND subject_id = (\(key)))
            """, [sequence, kind, row.name.key])
    }

    private func entry(about row: RowName, after sequence: Int) throws -> LogEntry? {
        try entry(
            "table_name = ? AND row_id = ? AND sequence > ?", [row.table, row.key, sequence])
    }

    private func entry(about row: RowName, upTo sequence: Int) throws -> LogEntry? {
        try entry(
            "table_name = ? AND row_id = ? AND sequence <= ?", [row.table, row.key, sequence],
            last: true)
    }
}

/// The tables that the log is for, with what links them.
private struct LinkedTables {
    struct Link {
        let table, column: String
        /// By which column a row of the table is marked as not being there any more.
        let mark: String?
    }

    /// By which column rows are marked as not being there any more, of each table that has one.
    private(set) var marks: [String: String] = [:]
    /// The columns by which rows of other tables name one of this table.
    private(set) var children: [String: [Link]] = [:]
    private var parents: [String: [(column: String, table: String)]] = [:]

    init(_ db: Database) throws {
        for table in try Schema.objects(in: db).filter(\.isLogged).map(\.name) {
            let columns = try TableShape(table, in: db).columns.map(\.name)
            marks[table] = ["voided", "removed", "hidden"].first(where: columns.contains)
            parents[table] = try db.rows(
                #"SELECT "from" AS own, "table" AS other FROM pragma_foreign_key_list(?)"#, [table]
            ).map { (try $0["own"], try $0["other"]) }
            for link in parents[table] ?? [] {
                children[link.table, default: []].append(
                    Link(table: table, column: link.column, mark: marks[table]))
            }
        }
    }

    /// The rows that one names, as an entry has it.
    func names(in entry: LogEntry) -> [RowName] {
        let fields = JSONValue.fields(ofImage: Array(entry.image.utf8))
        return (parents[entry.table] ?? []).compactMap { link in
            guard case .number(let key)? = fields[link.column] else { return nil }
            return RowName(link.table, Int64(key))
        }
    }
}

extension ChangedRow {
    /// What other systems called its thing before the command.
    package var formerReferences: [String] {
        let fields = JSONValue.fields(ofImage: Array((before?.image ?? "").utf8))
        return fields["ref"].flatMap { Cell($0).withValue { [String](cell: $0) } } ?? []
    }
}
