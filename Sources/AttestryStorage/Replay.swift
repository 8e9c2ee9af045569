import AttestryDomain
import AttestryLog
import Foundation
import GRDB

/// Holds what the log says of the rows of one table, entry by entry, against the table: it must say
/// what the last image of each row says (`rules.md` §8, replay).
struct Replay {
    let table: [UInt8]
    private var shape: TableShape
    private let db: Database
    /// The rows in the order of their keys; a key that is not the next one is looked for.
    private let rows: Row?
    /// The key at which they stand; nil at the end.
    private var key: Int?
    private var logged = KeySet()
    private var missing = KeySet()
    private var differing = KeySet()
    /// Why the table cannot be read.
    private var failure: (any Error)?

    init(_ shape: TableShape, in db: Database) {
        self.db = db
        self.shape = shape
        table = Array(shape.table.utf8)
        do {
            rows = try Row(
                "SELECT \(shape.list) FROM \(shape.table) WHERE id >= ? ORDER BY id", in: db)
        } catch {
            rows = nil
            failure = error
        }
    }

    /// Takes in an entry: the key of a row, and what is said of it.
    mutating func compare(_ key: Int, _ image: UnsafeRawBufferPointer) {
        guard failure == nil, let rows else { return }
        do {
            logged[key] = true
            if self.key != key {
                try rows.bind([key])
                try advance(rows)
            }
            missing[key] = self.key != key
            guard self.key == key else { return }
            // A later entry of the row may say what the table says.
            differing[key] = !shape.image(of: rows).withUnsafeBytes { own in
                guard own.count == image.count, let left = own.baseAddress,
                    let right = image.baseAddress
                else { return false }
                return memcmp(left, right, image.count) == 0
            }
            try advance(rows)
        } catch {
            failure = error
        }
    }

    private mutating func advance(_ rows: Row) throws {
        key = nil
        guard let row = try rows.next() else { return }
        guard case .number(let next) = row.value(shape.keyPlace) else { throw row.damaged("id") }
        key = next
    }

    /// What was found when all entries have been taken in.
    func verification() throws -> Verification {
        if let failure { throw failure }
        // Not by an index, which may be without a row that somebody put into the table.
        let count = try db.value("SELECT count(*) FROM \(shape.table) NOT INDEXED") ?? 0
        var details: [Int: String] = [:]
        for key in missing.sorted { details[key] = "is in the log but not in the table" }
        for key in differing.sorted where !missing[key] {
            details[key] = "differs from its last entry in the log"
        }
        if count != logged.count - missing.count {
            let keys: [Int] = try db.values("SELECT id FROM \(shape.table) ORDER BY id")
            for key in keys where !logged[key] { details[key] = "is not in the log" }
        }
        return Verification(
            findings: details.sorted { $0.key < $1.key }.map {
                Finding(.replay, "\(shape.table) \($0.key)", $0.value)
            }, rows: count)
    }
}
