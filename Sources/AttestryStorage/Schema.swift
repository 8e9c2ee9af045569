import AttestryDomain
import AttestryLog
package import AttestryMigrations
import GRDB

/// The schema of the file: how it comes about, and what it must look like.
///
/// GRDB's migrator would keep the names of its steps in a table of its own, which no entry of the
/// log speaks of; ours are numbered, and `user_version` holds the number.
package struct Schema: Sendable {
    /// What SQLite's `application_id` holds: the letters ATST.
    package static let applicationID = 0x4154_5354

    /// How SQLite undoes what was not finished: by a file beside the registry that is gone after
    /// each change, so that a copy of the one file is a copy of the registry.
    static let journalMode = "delete"

    /// The schema of this program; tests have it be that of a later one.
    @TaskLocal package static var current = Schema(Migration.all)

    /// The number of the newest schema that this program knows.
    package static var newest: Int { current.newest }

    private let steps: [Migration]

    /// The schema that these steps, numbered from 1, lead to.
    package init(_ steps: [Migration]) {
        self.steps = steps
    }

    /// Its number.
    package var newest: Int { steps.count }

    struct State {
        let applicationID: Int
        let version: Int
    }

    static func state(of db: Database) throws -> State {
        State(
            applicationID: try db.value("PRAGMA application_id") ?? 0,
            version: try db.value("PRAGMA user_version") ?? 0)
    }

    func refuseNewer(_ state: State, path: String) throws {
        guard state.version > newest else { return }
        throw RegistryError(
            .newerRegistry,
            "\(path) was written by a newer Attestry: schema \(state.version), not \(newest)",
            hint: "install the newer version; nothing was changed")
    }

    /// Takes the steps that the file has not seen yet, all together or none. Throws `damaged` where
    /// a row names one that is not there afterwards. Before the first of them, while nobody else
    /// can change the file, the body runs, which is given the schema that it has.
    ///
    /// A step may replace a table that others refer to: foreign keys are off meanwhile, which
    /// SQLite allows outside of a transaction only, and checked before the commit.
    func migrate(_ db: Database, before: (Schema) throws -> Void = { _ in }) throws {
        let wereOn = try db.value("PRAGMA foreign_keys") ?? false
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        // What went wrong before says more than that this did.
        defer { try? db.execute(sql: "PRAGMA foreign_keys = \(wereOn ? "ON" : "OFF")") }
        try db.inTransaction(.immediate) {
            let version = try Self.state(of: db).version
            if version < newest { try before(Schema(Array(steps.prefix(max(0, version))))) }
            for step in steps where step.number > version {
                try db.execute(sql: step.sql)
            }
            if let stray = try db.rows("PRAGMA foreign_key_check").next() {
                throw RegistryError(
                    .damaged,
                    "\(stray.lossy("table")) \(stray.lossy("rowid")) names a row of "
                        + "\(stray.lossy("parent")) that is not there",
                    hint: "nothing was changed; attestry audit verify lists what is wrong")
            }
            try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(newest)")
            return .commit
        }
    }

    /// The statements that make up a fresh registry, in the order of their names.
    package func golden() throws -> String {
        try fresh().read { db in
            try Self.objects(in: db).filter { !$0.sql.isEmpty }.map { $0.sql + ";" }.joined(
                separator: "\n\n") + "\n"
        }
    }

    /// An empty registry in memory.
    func fresh() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { try migrate($0) }
        return queue
    }
}
