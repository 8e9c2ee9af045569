package import AttestryDomain
import Foundation
import GRDB

/// The registry's file, opened. The only way in are ``read(_:)`` and ``write(_:_:)``.
package struct Store: Sendable {
    /// Where the file lies.
    package let path: String
    let queue: DatabaseQueue
    let schema: Schema
    let asides: Asides
    private let doubts = CommitDoubts()

    /// Why a change that is recorded may not last; nil where the disk complained of nothing.
    package var doubt: RegistryError? { doubts.first }

    /// Opens an existing registry and brings its schema up to date; where a way to make a file for
    /// that is given, a verified copy of it as it was is kept before.
    ///
    /// Throws `noRegistry` where there is no file, `damaged` where it is not a registry, and
    /// `newerRegistry` where a newer Attestry wrote it.
    package init(
        opening path: String, schema: Schema = .current,
        keeping former: (() throws -> FormerFile)? = nil
    ) throws {
        try self.init(inspecting: path, schema: schema)
        let state = try reporting { try queue.inDatabase { try Schema.state(of: $0) } }
        guard state.applicationID == Schema.applicationID else {
            throw RegistryError(.damaged, "\(path) is not an Attestry registry")
        }
        try schema.refuseNewer(state, path: path)
        try keepInOneFile()
        if state.version < schema.newest { try bringUpToDate(former) }
    }

    /// Opens a file without judging what it holds, as `audit verify` must. Throws `noRegistry`.
    package init(
        inspecting path: String, schema: Schema = .current, isReadOnly: Bool = false
    ) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw RegistryError(
                .noRegistry, "no registry at \(path)",
                hint: "attestry init --organization NAME makes one; --registry PATH names another")
        }
        self.path = path
        self.schema = schema
        asides = Asides()
        var configuration = Self.configuration
        configuration.readonly = isReadOnly
        queue = try translating(path) {
            try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    /// Creates a registry in a file that is empty or not there yet. Throws `conflict` where the
    /// file holds something.
    package static func create(
        at path: String, _ change: Change, _ fill: (WriteTransaction) throws -> Void
    ) throws {
        let queue = try translating(path) {
            try DatabaseQueue(path: path, configuration: configuration)
        }
        let store = Store(path: path, queue: queue)
        let state = try store.reporting { try queue.inDatabase { try Schema.state(of: $0) } }
        guard state.version == 0, state.applicationID == 0 else {
            throw RegistryError(.conflict, "\(path) exists already")
        }
        try store.reporting { try queue.writeWithoutTransaction { try store.schema.migrate($0) } }
        try store.write(change, fill)
        try store.reporting { try queue.close() }
    }

    init(
        path: String, queue: DatabaseQueue, schema: Schema = .current,
        asides: Asides = Asides()
    ) {
        self.path = path
        self.queue = queue
        self.schema = schema
        self.asides = asides
    }

    /// Hears each statement of the registries that a task opens; what SQLite plans for it is
    /// tested.
    @TaskLocal package static var trace: (@Sendable (String) -> Void)?

    /// How SQLite is run (`design.md`, "SQLite as it should be run").
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { [trace] db in
            if let trace {
                db.trace { event in
                    if case .statement(let statement) = event { trace(statement.sql) }
                }
            }
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA synchronous = EXTRA;
                    PRAGMA cache_size = -16384;
                    """)
        }
        return configuration
    }
}

extension Store {
    /// The version of the catalogue that the registry holds; one statement, as every start needs
    /// it.
    package func catalogueVersion() throws -> Int {
        try reporting {
            try queue.inDatabase {
                try $0.value("SELECT catalogue_version FROM registry") ?? 0
            }
        }
    }

    /// Runs queries that all see the same state of the registry.
    package func read<Result>(_ body: (ReadTransaction) throws -> Result) throws -> Result {
        try reporting { try queue.read { try body(ReadTransaction(db: $0, asides: asides)) } }
    }

    /// Runs one use case: everything it changes is committed together with its entries, or nothing
    /// is.
    ///
    /// The change is made once the registry is held for it: whoever waited for another writer is
    /// later than that one. Throws `unrecordedChange`, and changes nothing, where a row changed
    /// without an entry. Where the disk failed during the commit and the change is recorded
    /// nevertheless, this is a ``doubt``.
    package func write<Result>(
        _ change: @autoclosure () -> Change, _ body: (WriteTransaction) throws -> Result
    ) throws -> Result {
        var made: (result: Result, head: LogHead?)?
        do {
            return try reporting {
                try queue.writeWithoutTransaction { db in
                    try db.inImmediateTransaction {
                        let before = db.totalChangesCount
                        let transaction = WriteTransaction(
                            db: db, change: change(), asides: asides)
                        let result = try body(transaction)
                        guard db.totalChangesCount - before == transaction.expectedChanges else {
                            throw RegistryError(
                                .unrecordedChange,
                                "refused: a change to the registry was not recorded in its log")
                        }
                        made = (result, transaction.ownHead)
                        return result
                    }
                }
            }
        } catch let failure as RegistryError {
            guard let made, let head = made.head, isRecorded(head) else { throw failure }
            doubts.add(failure)
            return made.result
        }
    }

    /// Takes a registry back that another program has switched to a write-ahead log: what was
    /// recorded would lie in a second file, which a copy of the first lacks.
    private func keepInOneFile() throws {
        func mode(_ statement: String) throws -> String? {
            try queue.writeWithoutTransaction { try $0.value(statement) }
        }
        guard try reporting({ try mode("PRAGMA journal_mode") }) == "wal" else { return }
        do {
            _ = try mode("PRAGMA journal_mode = \(Schema.journalMode)")
        } catch let error as DatabaseError {
            throw RegistryError(
                error.resultCode == .SQLITE_BUSY ? .busy : .notWritable,
                "\(path) was switched to a write-ahead log by another program, and cannot be "
                    + "switched back (\(error.message ?? "\(error.resultCode)"))",
                hint: "end what holds it open, and let its file be written; then any command does")
        }
    }

    func reporting<Result>(_ body: () throws -> Result) throws -> Result {
        try translating(path, body)
    }
}

extension Database {
    /// Commits what the body did, or undoes it where it throws.
    fileprivate func inImmediateTransaction<Result>(_ body: () throws -> Result) throws -> Result {
        try beginTransaction(.immediate)
        do {
            let result = try body()
            try commit()
            return result
        } catch {
            // SQLite has undone it already where the disk is full or failed.
            if isInsideTransaction { try rollback() }
            throw error
        }
    }
}

/// Says in the words of the registry what SQLite could not do.
private func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw error.registryError(path)
    }
}

extension DatabaseError {
    fileprivate func registryError(_ path: String) -> RegistryError {
        let detail = message ?? resultCode.description
        switch resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return RegistryError(
                .busy, "\(path) has been in use by another process for 30 seconds",
                hint: "try again")
        case .SQLITE_FULL:
            return RegistryError(
                .notWritable, "\(path): no space left on the device",
                hint: "make room, then try again")
        case .SQLITE_READONLY:
            return RegistryError(
                .notWritable, "\(path) cannot be written", hint: "check the file's permissions")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            return RegistryError(
                .notWritable, "\(path) cannot be opened",
                hint: "check the permissions of the file and its directory")
        case .SQLITE_IOERR:
            return RegistryError(
                .notWritable, "\(path): reading or writing failed (\(detail))",
                hint: "check the disk and the space left on it")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return RegistryError(
                .damaged, "\(path) is damaged or not a registry (\(detail))",
                hint: "attestry audit verify lists what is wrong")
        case .SQLITE_TOOBIG:
            return RegistryError(.invalid, "a field is longer than SQLite can store")
        case .SQLITE_CONSTRAINT:
            return RegistryError(.conflict, "the registry refused the change: \(detail)")
        default:
            return RegistryError(
                .damaged, "\(path): \(detail) (SQLite \(extendedResultCode.rawValue))")
        }
    }
}
