import AttestryDomain
package import AttestryLog
import GRDB

/// What `audit verify` looked at and found.
package struct Verification: Sendable {
    /// Everything found, in the order of the checks.
    package var findings: [Finding]
    /// The number of entries in the log.
    package var entries: Int
    /// The number of rows compared with their entries.
    package var rows: Int
    /// The hash of the last entry.
    package var head: String

    package init(
        findings: [Finding] = [], entries: Int = 0, rows: Int = 0, head: String = LogEntry.genesis
    ) {
        self.findings = findings
        self.entries = entries
        self.rows = rows
        self.head = head
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
        var verification = Verification()
        verification.add(try attempt(.integrity, Self.checkIntegrity))
        verification.add(try attempt(.foreignKeys, Self.checkForeignKeys))
        verification.add(try attempt(.chain, Self.followChain))
        verification.add(try attempt(.documents, Self.countChunks))
        for table in try tables() {
            verification.add(try attempt(.replay) { try Self.replay(table, in: $0) })
        }
        verification.add(try attempt(.replay, Self.findForeignEntries))
        verification.add(
            try attempt(.fingerprint) { Verification(findings: try Schema.findings(in: $0)) })
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
        let messages = try Row.fetchAll(db, sql: "PRAGMA integrity_check(100)")
            .map { $0.lossy("integrity_check") }
        return Verification(
            findings: messages.filter { $0 != "ok" }.map { Finding(.integrity, "file", $0) })
    }

    private static func checkForeignKeys(_ db: Database) throws -> Verification {
        let rows = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
        return Verification(
            findings: rows.map { row in
                Finding(
                    .foreignKeys, "\(row.lossy("table")) \(row.lossy("rowid"))",
                    "names a row of \(row.lossy("parent")) that is not there")
            })
    }

    private static func followChain(_ db: Database) throws -> Verification {
        var chain = Chain()
        var findings: [Finding] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY sequence")
        while let row = try rows.next() {
            findings += chain.append(try LogEntry(row: row))
            if try row.holdsDamagedText() {
                findings.append(
                    Finding(.chain, "entry \(row.lossy("sequence"))", "holds text that is damaged"))
            }
        }
        return Verification(findings: findings, entries: chain.count, head: chain.head)
    }

    /// The tables of a fresh registry that the log speaks for.
    private func tables() throws -> [String] {
        try Schema.fresh().read { try Schema.objects(in: $0) }
            .filter { $0.type == "table" && !["entry", "document_chunk"].contains($0.name) }
            .map(\.name).sorted()
    }

    /// Walks a table and the last images of its rows side by side, both in the order of the keys.
    private static func replay(_ table: String, in db: Database) throws -> Verification {
        var verification = Verification()
        func found(_ row: Int64, _ detail: String) {
            verification.findings.append(Finding(.replay, "\(table) \(row)", detail))
        }
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table) ORDER BY id")
        var logged = try LastImages(of: table, in: db)
        while let row = try rows.next() {
            let key = Int64(try row.number("id"))
            verification.rows += 1
            while let image = logged.next, image.key < key {
                found(image.key, "is in the log but not in the table")
                try logged.advance()
            }
            guard let image = logged.next, image.key == key else {
                found(key, "is not in the log")
                continue
            }
            // The image first: asking for bytes may change the type that SQLite reports.
            let differs = Array(image.text.utf8) != row.image.canonical
            if try differs || row.holdsDamagedText() {
                found(key, "differs from its last entry in the log")
            }
            try logged.advance()
        }
        while let image = logged.next {
            found(image.key, "is in the log but not in the table")
            try logged.advance()
        }
        return verification
    }

    /// Entries that speak of a table the registry does not have.
    private static func findForeignEntries(_ db: Database) throws -> Verification {
        let known = Set(try Schema.fresh().read { try Schema.objects(in: $0) }.map(\.name))
        let names = try Row.fetchAll(db, sql: "SELECT DISTINCT table_name FROM entry")
            .map { $0.lossy("table_name") }
        return Verification(
            findings: names.filter { !known.contains($0) }.map {
                Finding(.replay, "entries", "speak of an unknown table '\($0.abbreviated)'")
            })
    }
}

/// The last image of each row of a table, in the order of the keys.
private struct LastImages {
    /// The key and image that come next; nil at the end.
    private(set) var next: (key: Int64, text: String)?
    private let rows: RowCursor

    init(of table: String, in db: Database) throws {
        rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT row_id, image, max(sequence) FROM entry WHERE table_name = ?
                GROUP BY row_id ORDER BY row_id
                """, arguments: [table])
        try advance()
    }

    mutating func advance() throws {
        next = try rows.next().map { (Int64(try $0.number("row_id")), $0.lossy("image")) }
    }
}

extension Store {
    /// Throws `newerRegistry` where a newer Attestry wrote the file.
    package func refuseNewer() throws {
        guard let state = try? queue.read({ try Schema.state(of: $0) }),
            state.applicationID == Schema.applicationID
        else { return }
        try Schema.refuseNewer(state, path: path)
    }
}
