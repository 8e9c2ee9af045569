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
            let value = try db.rows("PRAGMA \(pragma)").next()?.lossy(pragma) ?? ""
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
        let actual = try Schema.objects(in: db)
        for object in actual where !objects.contains(object) {
            findings.append(
                Finding(
                    .fingerprint, "schema",
                    "\(object.type) \(object.name.abbreviated) is not as made"))
        }
        for object in objects where !actual.contains(object) {
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
        let table: String
        let sql: String
        /// The page it begins on, of what has none; others lie where they happen to lie.
        let root: String

        /// Whether the log speaks for the rows of this table; chunks are what a document's hash
        /// says.
        var isLogged: Bool { type == "table" && !["entry", "document_chunk"].contains(name) }

        /// Bytes are compared: Swift takes different spellings of a letter for the same text.
        static func == (left: Object, right: Object) -> Bool {
            left.bytes == right.bytes
        }

        private var bytes: [[UInt8]] { [type, name, table, sql, root].map { Array($0.utf8) } }
    }

    static func objects(in db: Database) throws -> [Object] {
        try db.rows(
            """
            SELECT type, name, tbl_name, sql,
              iif(type IN ('table', 'index'), 0, rootpage) AS root
            FROM sqlite_schema ORDER BY type DESC, name
            """
        ).map { row in
            Object(
                type: row.lossy("type"), name: row.lossy("name"), table: row.lossy("tbl_name"),
                sql: row.lossy("sql"), root: row.lossy("root"))
        }
    }
}
