import AttestryDomain
import AttestryLog
import AttestryMigrations
import GRDB

/// The schema of the file: how it comes about, and what it must look like.
package enum Schema {
    /// What SQLite's `application_id` holds: the letters ATST.
    package static let applicationID = 0x4154_5354

    /// The number of the newest schema that this program knows.
    package static var newest: Int { Migration.newest }

    struct State {
        let applicationID: Int
        let version: Int
    }

    static func state(of db: Database) throws -> State {
        State(
            applicationID: try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
            version: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0)
    }

    static func refuseNewer(_ state: State, path: String) throws {
        guard state.version > newest else { return }
        throw RegistryError(
            .newerRegistry,
            "\(path) was written by a newer Attestry: schema \(state.version), not \(newest)",
            hint: "install the newer version; nothing was changed")
    }

    /// Takes the steps that the file has not seen yet, all together or none.
    static func migrate(_ db: Database) throws {
        try db.inTransaction(.immediate) {
            let version = try state(of: db).version
            for step in Migration.all where step.number > version {
                try db.execute(sql: step.sql)
            }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(newest)")
            return .commit
        }
    }

    /// The statements that make up a fresh registry, in the order of their names.
    package static func golden() throws -> String {
        try fresh().read { db in
            try objects(in: db).filter { !$0.sql.isEmpty }.map { $0.sql + ";" }.joined(
                separator: "\n\n") + "\n"
        }
    }

    static func fresh() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { try migrate($0) }
        return queue
    }

    struct Object: Hashable {
        let type: String
        let name: String
        let table: String
        let sql: String
        /// The page it begins on, of what has none; others lie where they happen to lie.
        let root: String
    }

    static func objects(in db: Database) throws -> [Object] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT type, name, tbl_name, sql,
                  iif(type IN ('table', 'index'), 0, rootpage) AS root
                FROM sqlite_schema ORDER BY type DESC, name
                """)
        return rows.map { row in
            Object(
                type: row.lossy("type"), name: row.lossy("name"), table: row.lossy("tbl_name"),
                sql: row.lossy("sql"), root: row.lossy("root"))
        }
    }

    /// What differs from the schema of a fresh registry (`rules.md` §8, fingerprint).
    static func findings(in db: Database) throws -> [Finding] {
        var findings: [Finding] = []
        func compare(_ pragma: String, _ expected: String) throws {
            let value = try Row.fetchOne(db, sql: "PRAGMA \(pragma)")?.lossy(pragma) ?? ""
            if value != expected {
                findings.append(
                    Finding(
                        .fingerprint, pragma, "is '\(value.abbreviated)' instead of '\(expected)'"))
            }
        }
        try compare("application_id", String(applicationID))
        try compare("user_version", String(newest))
        try compare("encoding", "UTF-8")
        try compare("auto_vacuum", "0")
        let expected = try fresh().read { try objects(in: $0) }
        let actual = try objects(in: db)
        for object in actual where !expected.contains(object) {
            findings.append(
                Finding(
                    .fingerprint, "schema",
                    "\(object.type) \(object.name.abbreviated) is not as made"))
        }
        for object in expected where !actual.contains(object) {
            findings.append(
                Finding(.fingerprint, "schema", "\(object.type) \(object.name) is missing"))
        }
        return findings
    }
}
