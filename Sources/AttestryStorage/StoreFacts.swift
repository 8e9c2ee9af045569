import GRDB

/// What `doctor` tells about the file and the library that reads it.
package struct StoreFacts: Sendable {
    /// The number of the file's schema.
    package let schema: Int
    /// The version of the SQLite library in use.
    package let sqlite: String
    /// What that version is known to get wrong and how it touches this registry; nil where it is
    /// fine.
    package let sqliteAdvice: String?
    /// The journal mode of the file.
    package let journalMode: String
    /// The number of entries in the log.
    package let entries: Int
}

extension Store {
    /// The facts about the file and the library.
    package func facts() throws -> StoreFacts {
        try reporting {
            try queue.read { db in
                let version = try db.value("SELECT sqlite_version()") ?? ""
                return StoreFacts(
                    schema: try Schema.state(of: db).version, sqlite: version,
                    sqliteAdvice: Self.advice(for: version),
                    journalMode: try db.value("PRAGMA journal_mode") ?? "",
                    entries: try ReadTransaction(db: db).head().sequence)
            }
        }
    }

    /// STRICT tables came with 3.37.0; anything older cannot open the schema.
    private static func advice(for version: String) -> String? {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        return parts.count >= 2 && (parts[0], parts[1]) < (3, 37)
            ? "older than 3.37, which the schema needs" : nil
    }
}
