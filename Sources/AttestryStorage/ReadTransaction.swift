import AttestryDomain
package import AttestryLog
import GRDB

/// The queries of the registry, all seeing one state of it.
package struct ReadTransaction {
    let db: Database

    /// The number and hash of the last entry; 0 and 64 zeros in an empty log.
    package func head() throws -> (sequence: Int, hash: String) {
        let row = try Row.fetchOne(
            db, sql: "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1")
        guard let row else { return (0, LogEntry.genesis) }
        return (try row.number("sequence"), try row.text("hash"))
    }

    /// Entries from the newest back; `subject` keeps those about one code and its versions.
    package func entries(about subject: String?, newest limit: Int?) throws -> [LogEntry] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM entry
                WHERE :subject IS NULL OR subject = :subject
                  OR (subject > :subject || '@' AND subject < :subject || 'A')
                ORDER BY sequence DESC LIMIT :limit
                """, arguments: ["subject": subject, "limit": limit ?? -1])
        return try rows.map { try LogEntry(row: $0) }
    }
}

extension LogEntry {
    init(row: Row) throws {
        self.init(
            sequence: try row.number("sequence"), recordedAt: try row.text("recorded_at"),
            actor: try row.text("actor"), onBehalfOf: try row.optionalText("on_behalf_of"),
            action: try row.text("action"), subject: try row.text("subject"),
            table: try row.text("table_name"), row: Int64(try row.number("row_id")),
            image: try row.text("image"), reason: try row.optionalText("reason"),
            previousHash: try row.text("previous_hash"), hash: try row.text("hash"))
    }
}
