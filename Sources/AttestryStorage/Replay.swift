import AttestryDomain
import AttestryLog
import GRDB

/// Walks a table and the last images of its rows side by side, both in the order of the keys: the
/// table must say what the log says (`rules.md` §8, replay).
struct Replay {
    private(set) var verification = Verification()
    private var shape: TableShape
    private let log: Row
    /// The key of the image that comes next; nil at the end.
    private var logged: Int?
    private var image: [UInt8] = []
    private var isAtEnd = false

    init(_ shape: TableShape, in db: Database) throws {
        self.shape = shape
        log = try db.rows(
            """
            SELECT row_id, image FROM entry WHERE table_name = ? ORDER BY row_id, sequence
            """, [shape.table])
        isAtEnd = try log.next() == nil
        try advance()
        let rows = try db.rows("SELECT \(shape.list) FROM \(shape.table) ORDER BY id")
        while let row = try rows.next() { try compare(row) }
        while let key = logged { try findMissing(key) }
    }

    private mutating func compare(_ row: Row) throws {
        guard case .number(let key) = row.value(Int32(shape.keyPlace)) else {
            throw row.damaged("id")
        }
        verification.rows += 1
        while let missing = logged, missing < key { try findMissing(missing) }
        guard logged == key else { return found(key, "is not in the log") }
        if shape.image(of: row) != image {
            found(key, "differs from its last entry in the log")
        }
        try advance()
    }

    private mutating func findMissing(_ key: Int) throws {
        found(key, "is in the log but not in the table")
        try advance()
    }

    private mutating func found(_ key: Int, _ detail: String) {
        verification.findings.append(Finding(.replay, "\(shape.table) \(key)", detail))
    }

    /// Goes to the next row that the log speaks of, and takes what it said last.
    private mutating func advance() throws {
        logged = nil
        while !isAtEnd {
            guard case .number(let key) = log.value(0), logged ?? key == key else { return }
            logged = key
            guard case .text(let bytes) = log.value(1) else { throw log.damaged("image") }
            image.replaceSubrange(0..., with: bytes)
            isAtEnd = try log.next() == nil
        }
    }
}
