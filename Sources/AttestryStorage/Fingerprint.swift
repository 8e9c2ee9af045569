import AttestryDomain
import AttestryLog
import GRDB

/// What a fresh registry looks like, made once for a verification.
struct Fingerprint {
    /// The tables that the log speaks for, in the order of their names.
    let tables: [TableShape]
    private let objects: [Schema.Object]
    private let number: Int

    init(_ schema: Schema) throws {
        number = schema.newest
        (objects, tables) = try schema.fresh().read { db in
            let objects = try Schema.objects(in: db)
            let tables = try objects.filter(\.isLogged).map(\.name).sorted().map {
                try TableShape($0, in: db)
            }
            return (objects, tables)
        }
    }

    /// What differs in a file from the schema of a fresh registry (`rules.md` §8, fingerprint).
    func findings(in db: Database) throws -> [Finding] {
        var findings: [Finding] = []
        func compare(_ pragma: String, _ expected: String) throws {
            let value = try db.rows("PRAGMA \(pragma)").next().map { $0.lossy($0.names[0]) } ?? ""
            if value != expected {
                findings.append(
                    Finding(
                        .fingerprint, pragma, "is '\(value.abbreviated)' instead of '\(expected)'"))
            }
        }
        try compare("application_id", String(Schema.applicationID))
        try compare("user_version", String(number))
        try compare("encoding", "UTF-8")
        try compare("auto_vacuum", "0")
        try compare("journal_mode", Schema.journalMode)
        try compare("page_size", "4096")
        // What SQLite says of a file in which nobody has set it.
        try compare("default_cache_size", "-2000")
        let actual = try Schema.objects(in: db)
        var expected = objects
        for object in actual {
            // Each is taken once: of two alike, one is too many.
            if let place = expected.firstIndex(of: object) {
                expected.remove(at: place)
            } else {
                findings.append(
                    Finding(
                        .fingerprint, "schema",
                        "\(object.type.abbreviated) \(object.name.abbreviated) is not as made"))
            }
        }
        for object in expected {
            findings.append(
                Finding(.fingerprint, "schema", "\(object.type) \(object.name) is missing"))
        }
        return findings
    }
}

extension Schema {
    struct Object: Equatable {
        let type: String
        let name: String
        let sql: String
        /// The types and bytes of all that is said of it; neither a text nor Swift's idea of equal
        /// texts would show each change. The page it begins on counts for what has none: others
        /// lie where they happen to lie.
        fileprivate let image: String

        /// Whether the log speaks for the rows of this table; chunks are what a document's hash
        /// says.
        var isLogged: Bool { type == "table" && !["entry", "document_chunk"].contains(name) }

        static func == (left: Object, right: Object) -> Bool { left.image == right.image }
    }

    static func objects(in db: Database) throws -> [Object] {
        let said =
            ["type", "name", "tbl_name", "sql"]
            + ["iif(type IN ('table', 'index') AND typeof(rootpage) = 'integer', 0, rootpage)"]
        let image = said.map { "typeof(\($0)) || hex(\($0))" }.joined(separator: " || ',' || ")
        return try db.rows(
            "SELECT type, name, sql, \(image) AS image FROM sqlite_schema ORDER BY type DESC, name"
        ).map { row in
            Object(
                type: row.lossy("type"), name: row.lossy("name"), sql: row.lossy("sql"),
                image: row.lossy("image"))
        }
    }
}
