package import AttestryDomain
import AttestryLog
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
        try revision(
            """
            (subject = :code OR (subject > :code || ':' AND subject < :code || 'A'))
              AND +table_name IN (SELECT value FROM json_each(:tables)) AND action <> 'init'
            """,
            [
                "code": code.description,
                "tables": String(decoding: JSONValue.texts(tables).canonical, as: UTF8.self),
            ])
    }

    /// What the log says of one row.
    package func revision(of table: String, row: Int64) throws -> Revision {
        try revision("table_name = ? AND row_id = ?", [table, row])
    }

    /// What the log says of the settings since the registry was made.
    package func settingsRevision() throws -> Revision {
        try revision("table_name = 'registry' AND row_id = 1 AND action = 'settings.edit'", [])
    }

    private func revision(_ condition: String, _ arguments: StatementArguments) throws -> Revision {
        let rows = try db.rows(
            """
            SELECT count(*) AS entries, ifnull(max(sequence), 0) AS sequence, recorded_at
            FROM entry WHERE \(condition)
            """, arguments)
        guard let row = try rows.next() else {
            return Revision(entries: 0, sequence: 0, recordedAt: nil)
        }
        return Revision(
            entries: try row.number("entries"), sequence: try row.number("sequence"),
            recordedAt: try row.optionalText("recorded_at").flatMap { Timestamp($0) })
    }
}
