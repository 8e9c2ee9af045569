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

    package init(entries: Int, sequence: Int, recordedAt: Timestamp?) {
        self.entries = entries
        self.sequence = sequence
        self.recordedAt = recordedAt
    }

    /// What the log says of two things together.
    package static func + (left: Revision, right: Revision) -> Revision {
        let last = left.sequence > right.sequence ? left : right
        return Revision(
            entries: left.entries + right.entries, sequence: last.sequence,
            recordedAt: last.recordedAt)
    }
}

extension ReadTransaction {
    /// What the log says of each code, its versions and its editions in these tables since the
    /// registry was made.
    package func revisions(in tables: [String]) throws -> [String: Revision] {
        let places = tables.map { _ in "?" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT count(*) AS entries, max(sequence) AS sequence, recorded_at, subject
                FROM entry WHERE table_name IN (\(places)) AND action <> 'init' GROUP BY subject
                """, arguments: StatementArguments(tables))
        var revisions: [String: Revision] = [:]
        while let row = try rows.next() {
            let subject = try row.text("subject").utf8
            // A version is written CODE@N, an edition SCHEME:EDITION.
            let code = subject.prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: ":") }
            let revision = try Revision(row: row)
            let name = String(code) ?? ""
            revisions[name] = revisions[name].map { $0 + revision } ?? revision
        }
        return revisions
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
        return try Revision(row: row)
    }
}

extension Revision {
    fileprivate init(row: Row) throws {
        entries = try row.number("entries")
        sequence = try row.number("sequence")
        recordedAt = try row.optionalText("recorded_at").flatMap { Timestamp($0) }
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
