package import AttestryDomain
package import AttestryLog
import GRDB

/// How often the log speaks of something, and when it did so last.
package struct Revision: Sendable {
    /// How many entries there are.
    package let entries: Int
    /// The number of the last one; 0 where there is none.
    package let sequence: Int
    /// When that was recorded; nil where there is none.
    package let recordedAt: Timestamp?

    /// What the log says of two things together.
    package static func + (left: Revision, right: Revision) -> Revision {
        let last = left.sequence > right.sequence ? left : right
        return Revision(
            entries: left.entries + right.entries, sequence: last.sequence,
            recordedAt: last.recordedAt)
    }
}

extension ReadTransaction {
    /// What the log says of a code, its versions and its editions in these tables since the
    /// registry was made.
    package func revision(of code: Code, in tables: [String]) throws -> Revision {
        // The plus keeps SQLite from the index that would find every row of the tables.
        let places = tables.map { _ in "?" }.joined(separator: ", ")
        return try revision(
            """
            (subject = ? OR (subject > ? || ':' AND subject < ? || 'A'))
              AND +table_name IN (\(places)) AND action <> 'init'
            """, Array(repeating: code.description, count: 3) + tables)
    }

    /// What the log says of one row.
    package func revision(of table: String, row: Int64) throws -> Revision {
        try revision("table_name = ? AND row_id = ?", [table, row])
    }

    /// What the log says of the settings since the registry was made.
    package func settingsRevision() throws -> Revision {
        try revision("table_name = 'registry' AND row_id = 1 AND action = 'settings.edit'", [])
    }

    private func revision(
        _ condition: String, _ arguments: [any DatabaseValueConvertible]
    ) throws -> Revision {
        let statement = try db.cachedStatement(
            sql: """
                SELECT count(*) AS entries, ifnull(max(sequence), 0) AS sequence, recorded_at
                FROM entry WHERE \(condition)
                """)
        guard
            let row = try Row.fetchOne(
                statement, arguments: StatementArguments(arguments.map(\.databaseValue)))
        else { return Revision(entries: 0, sequence: 0, recordedAt: nil) }
        return Revision(
            entries: try row.number("entries"), sequence: try row.number("sequence"),
            recordedAt: try row.optionalText("recorded_at").flatMap { Timestamp($0) })
    }
}

extension ReadTransaction {
    /// The first entry of the log. Throws `damaged` where there is none.
    package func firstEntry() throws -> LogEntry {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM entry WHERE sequence = 1") else {
            throw RegistryError(
                .damaged, "the log has no first entry",
                hint: "attestry audit verify lists what is wrong")
        }
        return try LogEntry(row: row)
    }

    /// Hands in entry after entry from the newest back, until one is answered with no.
    package func eachEntryFromNewest(_ wantsMore: (LogEntry) throws -> Bool) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY sequence DESC")
        while let row = try rows.next(), try wantsMore(LogEntry(row: row)) {}
    }

    /// The last entry about the same row before an entry; nil where that was the first.
    package func entry(before entry: LogEntry) throws -> LogEntry? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT * FROM entry WHERE table_name = ? AND row_id = ? AND sequence < ?
                ORDER BY sequence DESC LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [entry.table, entry.row, entry.sequence])
            .map { try LogEntry(row: $0) }
    }
}
