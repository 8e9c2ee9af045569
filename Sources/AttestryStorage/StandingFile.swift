import AttestryDomain
import GRDB
import GRDBSQLite

/// The file of a registry whose contents are to be replaced: whoever has it open goes on with what
/// it holds then, and where the process dies it holds what it held.
package struct StandingFile {
    private let queue: DatabaseQueue
    private let path: String
    /// What SQLite calls the state that was kept.
    private let state: UInt32

    /// Copies the file, page by page, into an empty one. Throws `damaged` and `notWritable` where
    /// it cannot be read.
    package init(_ path: String, keptIn kept: String) throws {
        let store = try Store(inspecting: path)
        (queue, self.path) = (store.queue, path)
        state = try Self.copyPages(of: store, to: kept)
    }

    /// Copies a registry's file that nobody writes, page by page, into an empty one, and writes
    /// nothing to it itself.
    package static func copyPages(from path: String, to target: String) throws {
        _ = try copyPages(of: Store(inspecting: path, isReadOnly: true), to: target)
    }

    private static func copyPages(of store: Store, to path: String) throws -> UInt32 {
        try store.reporting {
            let target = try DatabaseQueue(path: path)
            let state = try store.queue.inDatabase { from in
                try target.inDatabase { try from.backup(to: $0) }
                return try from.pageState()
            }
            try target.close()
            return state
        }
    }

    /// Whether the log in the file, opened anew, ends with an entry.
    package func holds(_ head: (sequence: Int, hash: String)) -> Bool {
        (try? Store(inspecting: path).read { try $0.hash(ofEntry: head.sequence) }) == head.hash
    }

    /// Puts what another registry holds in place of what this file holds, all of it or nothing.
    /// Throws `busy` where that is not what was kept any more.
    package func replace(by store: Store) throws {
        try store.reporting {
            try store.queue.inDatabase { from in
                try queue.inDatabase { to in
                    var isLocked = false
                    try from.backup(to: to, pagesPerStep: 256) { _ in
                        // After the first step nobody else can write.
                        if isLocked { return }
                        isLocked = true
                        guard try to.pageState() == state else {
                            throw RegistryError(
                                .busy, "\(path) was changed meanwhile; it is as it was",
                                hint: "try again")
                        }
                    }
                }
            }
        }
    }
}

extension Store {
    /// Throws `damaged` where the file is no registry, or its log cannot be read, and
    /// `newerRegistry`.
    package func checkReadable() throws {
        let state = try reporting { try queue.inDatabase { try Schema.state(of: $0) } }
        guard state.applicationID == Schema.applicationID else {
            throw RegistryError(.damaged, "\(path) is not an Attestry registry")
        }
        try schema.refuseNewer(state, path: path)
        _ = try read { try $0.head() }
    }
}

extension Database {
    /// A number that is another one after each change that somebody else makes to the file.
    fileprivate func pageState() throws -> UInt32 {
        var state: UInt32 = 0
        let result = sqlite3_file_control(
            sqliteConnection, "main", SQLITE_FCNTL_DATA_VERSION, &state)
        guard result == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result))
        }
        return state
    }
}
