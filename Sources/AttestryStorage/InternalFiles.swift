import GRDB

extension ReadTransaction {
    /// Files that are for nobody outside, or for one person alone, by the SHA-256 of their bytes,
    /// with what each is: of agreements, of activities, and stamped copies.
    package func internalFiles() throws -> [String: String] {
        let rows = try db.rows(
            """
            SELECT sha256, CASE WHEN agreement_id IS NULL THEN 'the document of an activity'
              ELSE 'the document of an agreement' END AS name
            FROM attachment JOIN document ON document.id = document_id
            WHERE agreement_id IS NOT NULL OR activity_event_id IS NOT NULL
            UNION ALL
            SELECT copy_sha256, 'the copy ' || copy_id FROM distribution
            WHERE copy_sha256 IS NOT NULL
            """)
        var files: [String: String] = [:]
        while let row = try rows.next() { files[try row.hash("sha256")] = try row["name"] }
        return files
    }
}
