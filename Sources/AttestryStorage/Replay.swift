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
        var found: [Int: Finding] = [:]
        for key in missing.sorted {
            found[key] = try finding(key) { _ in "is in the log but not in the table" }
        }
        for key in differing.sorted where !missing[key] {
            found[key] = try finding(key) { row in
                row.differences(from: try image(of: key), defaults: shape.defaults)
            }
        }
        if count != logged.count - missing.count {
            let rows = try db.rows("SELECT id FROM \(shape.table) ORDER BY id")
            while let row = try rows.next() {
                guard case .number(let key) = row.value(0), !logged[key] else { continue }
                found[key] = Finding(.replay, try ownName(of: key), "is not in the log")
            }
        }
        return Verification(
            findings: found.sorted { $0.key < $1.key }.map(\.value), rows: count)
    }

    private func finding(_ key: Int, _ detail: (LoggedRow) throws -> String) throws -> Finding {
        guard let row = try LoggedRow(shape.table, key, in: db) else {
            return Finding(.replay, "\(shape.table) \(key)", "is not in the log")
        }
        return Finding(.replay, row.name, try detail(row))
    }

    private func image(of key: Int) throws -> [UInt8] {
        var shape = shape
        let rows = try db.rows("SELECT \(shape.list) FROM \(shape.table) WHERE id = ?", [key])
        return try rows.next().map { shape.image(of: $0) } ?? []
    }

    /// What a row of which the log does not speak calls itself: its code, else its number alone.
    private func ownName(of key: Int) throws -> String {
        let hasCode = shape.columns.contains { $0.name == "code" }
        let rows = try db.rows(
            "SELECT \(hasCode ? "code" : "id") AS name FROM \(shape.table) WHERE id = ?", [key])
        return "\(shape.table) \(try rows.next()?.lossy("name").abbreviated ?? "\(key)")"
    }
}
