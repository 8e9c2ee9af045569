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

    package static let none = Revision(entries: 0, sequence: 0, recordedAt: nil)

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
    /// registry was made, under the codes by which a thing went before too.
    package func revisions(in tables: [String]) throws -> [String: Revision] {
        let rows = try db.rows(
            """
            SELECT recorded_at, count(*) AS entries, max(sequence) AS sequence, subject
            FROM entry WHERE table_name IN (SELECT value FROM json_each(?)) AND action <> 'init'
            GROUP BY subject
            """, [tables])
        var revisions: [String: Revision] = [:]
        while let row = try rows.next() {
            let revision = try Revision(row: row)
            // A version is written CODE@N, an edition SCHEME:EDITION.
            let code = (try row["subject"] as String).utf8
                .prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: ":") }
            let name = String(code) ?? ""
            revisions[name] = revisions[name].map { $0 + revision } ?? revision
        }
        for noun in tables.compactMap(Noun.init) {
            for (former, current) in try formerCodes(of: noun) {
                revisions[current] = (revisions[current] ?? .none) + (revisions[former] ?? .none)
            }
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

    private func revision(_ condition: String, _ arguments: Cells) throws -> Revision {
        let rows = try db.rows(
            """
            SELECT recorded_at, count(*) AS entries, ifnull(max(sequence), 0) AS sequence
            FROM entry WHERE \(condition)
            """, arguments)
        return try rows.next().map { try Revision(row: $0) }
            ?? Revision(entries: 0, sequence: 0, recordedAt: nil)
    }
}

extension Revision {
    fileprivate init(row: Row) throws {
        let time: String? = try row["recorded_at"]
        self.init(
            entries: try row["entries"], sequence: try row["sequence"],
            recordedAt: time.flatMap { Timestamp($0) })
    }
}
