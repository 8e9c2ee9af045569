import AttestryDomain
import AttestryLog
import Foundation
import GRDB

extension Store {
    /// Whether each document has all its chunks, as far as their number and lengths tell.
    static func countChunks(_ db: Database) throws -> Verification {
        let rows = try db.rows(
            """
            SELECT document.id, document.size, count(position) AS chunks,
              ifnull(max(position), -1) AS last, ifnull(sum(length(bytes)), 0) AS bytes,
              ifnull(sum(length(bytes) = 1048576 OR position = (size - 1) / 1048576), 0)
                AS whole
            FROM document LEFT JOIN document_chunk ON document_id = document.id
            GROUP BY document.id ORDER BY document.id
            """)
        return Verification(
            findings: try rows.map { row in
                // A size that no document has is told of here, and not thrown.
                let isWhole =
                    try row.lossy("bytes") == row.lossy("size")
                    && row["last"] == row["chunks"] - 1
                    && row["whole"] == row["chunks"] as Int
                return isWhole
                    ? nil
                    : Finding(
                        .documents, try name(ofDocument: row["id"], in: db),
                        "has \(row.lossy("bytes")) of \(row.lossy("size")) bytes, or other chunks "
                            + "than they were stored in")
            }.compactMap(\.self))
    }

    /// What the log says that a document was stored for: `document iso9001@1`.
    private static func name(ofDocument key: Int64, in db: Database) throws -> String {
        try LoggedRow("document", Int(key), in: db)?.name ?? "document \(key)"
    }

    /// Whether the bytes of each document have the hash under which they were stored.
    static func hashDocuments(_ db: Database) throws -> Verification {
        var verification = Verification()
        let documents = try db.rows("SELECT id, sha256 FROM document ORDER BY id")
        while let document = try documents.next() {
            let key: Int64 = try document["id"]
            var digest = StreamingDigest()
            try ReadTransaction(db: db).eachChunk(of: key) { digest.update($0) }
            if try digest.finished != document.optionalHash("sha256") {
                verification.findings.append(
                    Finding(
                        .documents, try name(ofDocument: key, in: db),
                        "its bytes do not match its hash"))
            }
        }
        return verification
    }
}
