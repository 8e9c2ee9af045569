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
    /// The hash of the last entry, in hexadecimal digits.
    package var head = EntryHash.genesis.hexadecimal

    /// Checks the registry at this path. A file that cannot even be opened is a finding; throws
    /// where there is none, or where a newer Attestry wrote it.
    package static func of(_ path: String, files: Bool) throws -> Verification {
        do {
            let store = try Store(inspecting: path)
            try store.refuseNewer()
            return try store.verify(files: files)
        } catch let error as RegistryError where error.kind == .damaged {
            return Verification(findings: [Finding(.integrity, "file", error.message)])
        }
    }

    /// Takes in what a further check looked at and found; the log is followed by one check alone.
    fileprivate mutating func add(_ other: Verification) {
        findings += other.findings
        entries += other.entries
        rows += other.rows
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

    private func checkFile() throws -> Verification {
        var verification = try attempt(.integrity, Self.checkIntegrity)
        verification.add(try attempt(.foreignKeys, Self.checkForeignKeys))
        return verification
    }

    private func checkLog(files: Bool) throws -> Verification {
        let fingerprint = try Fingerprint(schema)
        var verification = try attempt(.chain, Self.followChain)
        verification.add(try attempt(.documents, Self.countChunks))
        for table in fingerprint.tables {
            verification.add(
                try attempt(.replay) { try Replay(table, in: $0).verification })
        }
        verification.add(
            try attempt(.replay) { try Self.findForeignEntries($0, known: fingerprint.tables) })
        verification.add(
            try attempt(.fingerprint) { Verification(findings: try fingerprint.findings(in: $0)) })
        if files { verification.add(try attempt(.documents, Self.hashDocuments)) }
        return verification
    }

    /// A check that cannot be carried out is a finding like any other.
    private func attempt(_ check: Finding.Check, _ body: (Database) throws -> Verification) throws
        -> Verification
    {
        do {
            return try queue.read(body)
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_BUSY { throw error }
            let message = error.message ?? error.resultCode.description
            return Verification(findings: [Finding(check, "file", "cannot be read: \(message)")])
        } catch let error as RegistryError {
            return Verification(findings: [
                Finding(check, "file", "cannot be read: \(error.message)")
            ])
        }
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
                Finding(
                    .foreignKeys, "\(row.lossy("table")) \(row.lossy("rowid"))",
                    "names a row of \(row.lossy("parent")) that is not there")
            })
    }

    private static func followChain(_ db: Database) throws -> Verification {
        var chain = Chain()
        var findings: [Finding] = []
        let rows = try db.rows("SELECT \(Log.columns), hash FROM entry ORDER BY sequence")
        while let row = try rows.next() { findings += chain.append(row) }
        return Verification(
            findings: findings, entries: chain.count, head: chain.head.hexadecimal)
    }

    /// Entries that speak of a table the registry does not have, or of one that the log is not for.
    private static func findForeignEntries(_ db: Database, known: [TableShape]) throws
        -> Verification
    {
        let names = try db.rows("SELECT DISTINCT table_name FROM entry").map {
            $0.lossy("table_name")
        }
        let known = Set(known.map(\.table))
        return Verification(
            findings: names.filter { !known.contains($0) }.map {
                Finding(.replay, "entries", "speak of an unknown table '\($0.abbreviated)'")
            })
    }
}

extension Chain {
    /// Takes in the entry at which a query of the log stands. What is not of the type that its
    /// column must have is a finding: a hash is taken over bytes, which a number and a text may
    /// share.
    fileprivate mutating func append(_ row: Row) -> [Finding] {
        var foreign = false
        guard case .number(let sequence) = row.value(0), case .text(let time) = row.value(1),
            case .bytes(let hash) = row.value(Int32(Log.types.count))
        else { return [Finding(.chain, "entry \(row.lossy("sequence"))", "cannot be read")] }
        var findings = append(sequence, recordedAt: time, hash: hash) { fields in
            for place in 1..<Log.types.count {
                switch (row.value(Int32(place)), Log.types[place]) {
                case (.null, _): fields.add(nil)
                case (.number(let number), .number): fields.add(number)
                case (.text(let bytes), .text), (.bytes(let bytes), .bytes): fields.add(bytes)
                default: foreign = true
                }
            }
        }
        if foreign {
            findings.append(Finding(.chain, "entry \(sequence)", "holds what no entry can hold"))
        }
        return findings
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
