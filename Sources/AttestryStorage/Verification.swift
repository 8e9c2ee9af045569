import AttestryDomain
package import AttestryLog
import Dispatch
import GRDB
import Synchronization

/// What `audit verify` looked at and found.
package struct Verification: Sendable {
    /// Everything found, in the order of the checks.
    package var findings: [Finding] = []
    /// The number of entries in the log.
    package var entries = 0
    /// The number of rows compared with their entries.
    package var rows = 0
    /// The places where time goes back in the log.
    package var stepsBack: [StepBack] = []
    /// The hash of the last entry, in hexadecimal digits.
    package var head = EntryHash.genesis.hexadecimal

    /// Checks the registry at this path. A file that cannot even be opened is a finding; throws
    /// where there is none, or where a newer Attestry wrote it.
    ///
    /// What contradicts one of the checkpoints, which somebody else kept, is a finding too.
    package static func of(_ path: String, files: Bool, checkpoints: [Checkpoint] = []) throws
        -> Verification
    {
        do {
            let store = try Store(inspecting: path)
            try store.refuseNewer()
            var verification = try store.verify(files: files)
            if !checkpoints.isEmpty { verification.add(try store.verify(against: checkpoints)) }
            return verification
        } catch let error as RegistryError where error.kind == .damaged {
            return Verification(findings: [Finding(.integrity, "file", error.message)])
        }
    }

    /// Takes in what a further check looked at and found; the log is followed by one check alone.
    fileprivate mutating func add(_ other: Verification) {
        findings += other.findings
        entries += other.entries
        rows += other.rows
        stepsBack += other.stepsBack
        if other.entries > 0 { head = other.head }
    }
}

extension Store {
    /// Compares the file with itself and with its log (`rules.md` §8): SQLite's own checks, the
    /// chain, the tables against the last image of each row, the number of bytes of each document
    /// (with `files` the bytes themselves), and the fingerprint of the schema.
    package func verify(files: Bool = false) throws -> Verification {
        // SQLite's checks and ours take as long, and share nothing but the file.
        let other = try Store(inspecting: path, schema: schema)
        try other.prepareForOneReading()
        let results = Mutex<[Int: Result<Verification, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: 2) { part in
            let result = Result {
                try part == 0 ? checkFile() : other.checkLog(files: files)
            }
            results.withLock { $0[part] = result }
        }
        var verification = Verification()
        for (_, result) in results.withLock(\.self).sorted(by: { $0.key < $1.key }) {
            verification.add(try result.get())
        }
        return verification
    }

    /// Compares the log with heads that were signed (`rules.md` §11).
    fileprivate func verify(against checkpoints: [Checkpoint]) throws -> Verification {
        try read(.checkpoint) { db in
            let contradictions = try ReadTransaction(db: db).compared(to: checkpoints)
                .contradictions
            return Verification(findings: contradictions.map { Finding(.checkpoint, "log", $0) })
        }
    }

    private func checkFile() throws -> Verification {
        var verification = try read(.integrity, Self.checkIntegrity)
        verification.add(try read(.foreignKeys, Self.checkForeignKeys))
        return verification
    }

    private func checkLog(files: Bool) throws -> Verification {
        let fingerprint = try Fingerprint(schema)
        var replay = Verification()
        // In one read: the log and the tables are of one state, whoever writes meanwhile.
        var verification = try read(.chain) { db in
            var walk = LogWalk(fingerprint.tables, in: db)
            let chain = try attempt(.chain) { try walk.follow(db) }
            if let failure = walk.failure {
                replay = try attempt(.replay) { throw failure }
                return chain
            }
            for table in walk.tables {
                replay.add(try attempt(.replay, table.verification))
            }
            replay.findings += walk.strangers.sorted().map {
                Finding(.replay, "entries", "speak of an unknown table '\($0.abbreviated)'")
            }
            return chain
        }
        verification.add(try read(.documents, Self.countChunks))
        verification.add(replay)
        verification.add(
            try read(.fingerprint) { Verification(findings: try fingerprint.findings(in: $0)) })
        if files { verification.add(try read(.documents, Self.hashDocuments)) }
        return verification
    }

    private func read(_ check: Finding.Check, _ body: (Database) throws -> Verification) throws
        -> Verification
    {
        try attempt(check) { try queue.read(body) }
    }

    /// A check that cannot be carried out is a finding like any other.
    private func attempt(_ check: Finding.Check, _ body: () throws -> Verification) throws
        -> Verification
    {
        let message: String
        do {
            return try body()
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_BUSY { throw error }
            message = error.message ?? error.resultCode.description
        } catch let error as RegistryError {
            message = error.message
        }
        return Verification(findings: [Finding(check, "file", "cannot be read: \(message)")])
    }

    private static func checkIntegrity(_ db: Database) throws -> Verification {
        let messages = try db.rows("PRAGMA integrity_check(100)").map {
            $0.lossy("integrity_check")
        }
        return Verification(
            findings: messages.filter { $0 != "ok" }.map { Finding(.integrity, "file", $0) })
    }

    private static func checkForeignKeys(_ db: Database) throws -> Verification {
        Verification(
            findings: try db.rows("PRAGMA foreign_key_check").map { row in
                let (table, key) = (row.lossy("table"), row.lossy("rowid"))
                let logged = try Int(key).flatMap { try LoggedRow(table, $0, in: db) }
                return Finding(
                    .foreignKeys, logged?.name ?? "\(table) \(key)",
                    "names a row of \(row.lossy("parent")) that is not there")
            })
    }
}

extension Store {
    /// Throws `newerRegistry` where a newer Attestry wrote the file.
    package func refuseNewer() throws {
        guard let state = try? queue.read({ try Schema.state(of: $0) }),
            state.applicationID == Schema.applicationID
        else { return }
        try schema.refuseNewer(state, path: path)
    }
}
