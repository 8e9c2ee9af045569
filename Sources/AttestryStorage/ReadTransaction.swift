package import AttestryDomain
import AttestryLog
import GRDB

/// The queries of the registry, all seeing one state of it.
package struct ReadTransaction {
    let db: Database
    let asides: Asides

    init(db: Database, asides: Asides = Asides()) {
        self.db = db
        self.asides = asides
    }

    /// The number and hash of the last entry; 0 and 64 zeros in an empty log.
    package func head() throws -> (sequence: Int, hash: String) {
        let last = try lastHash()
        return (last.sequence, last.hash.hexadecimal)
    }

    /// When the last entry was recorded; nil in an empty log.
    package func lastEntryTime() throws -> Timestamp? {
        try db.rows("SELECT recorded_at FROM entry ORDER BY sequence DESC LIMIT 1").next()
            .map { try $0["recorded_at"] }
    }

    /// The hash of an entry; nil where there is none of this number.
    package func hash(ofEntry sequence: Int) throws -> String? {
        try db.rows("SELECT hash FROM entry WHERE sequence = ?", [sequence]).next()?.hash("hash")
    }

    func lastHash() throws -> (sequence: Int, hash: [UInt8]) {
        let rows = try db.rows("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1")
        guard let row = try rows.next() else { return (0, EntryHash.genesis) }
        guard case .bytes(let hash) = row.value(1) else { throw row.damaged("hash") }
        return (try row["sequence"], Array(hash))
    }
}
