import AttestryDomain
import AttestryLog
import Foundation
import GRDB

extension Store {
    /// Whether each document has all its chunks, as far as their number and lengths tell.
    static func countChunks(_ db: Database) throws -> Verification {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT document.id, document.size, count(position) AS chunks,
                  ifnull(max(position), -1) AS last, ifnull(sum(length(bytes)), 0) AS bytes,
                  ifnull(sum(length(bytes) = 1048576 OR position = (size - 1) / 1048576), 0)
                    AS whole
                FROM document LEFT JOIN document_chunk ON document_id = document.id
                GROUP BY document.id ORDER BY document.id
                """)
        return Verification(
            findings: try rows.compactMap { row in
                let isWhole =
                    try row.number("bytes") == row.number("size")
                    && row.number("last") == row.number("chunks") - 1
                    && row.number("whole") == row.number("chunks")
                return isWhole
                    ? nil
                    : Finding(
                        .documents, "document \(row.lossy("id"))",
                        "has \(row.lossy("bytes")) of \(row.lossy("size")) bytes, or other chunks "
                            + "than they were stored in")
            })
    }

    /// Whether the bytes of each document have the hash under which they were stored.
    static func hashDocuments(_ db: Database) throws -> Verification {
        var verification = Verification()
        let documents = try Row.fetchAll(db, sql: "SELECT id, sha256 FROM document ORDER BY id")
        for document in documents {
            var digest = StreamingDigest()
            let chunks = try Row.fetchCursor(
                db,
                sql: "SELECT bytes FROM document_chunk WHERE document_id = ? ORDER BY position",
                arguments: [document["id"]])
            while let chunk = try chunks.next() {
                try chunk.withUnsafeData(atIndex: 0) { $0?.withUnsafeBytes { digest.update($0) } }
            }
            if digest.finished != document.lossy("sha256") {
                verification.findings.append(
                    Finding(
                        .documents, "document \(document.lossy("id"))",
                        "its bytes do not match its hash"))
            }
        }
        return verification
    }
}
