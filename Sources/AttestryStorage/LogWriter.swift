import AttestryDomain
import AttestryLog
import GRDB

/// Appends the entries of one use case to the log.
final class LogWriter {
    /// The number of the first entry of the use case.
    private let first: Int
    /// The number of the last entry.
    private(set) var sequence: Int
    /// Its hash.
    private(set) var head: [UInt8]
    private let recordedAt: Cell
    private let change: Change
    private let insertion: Row
    private var hash = EntryHash()

    init(_ change: Change, in db: Database) throws {
        let last = try ReadTransaction(db: db).lastHash()
        (sequence, head) = (last.sequence, last.hash)
        first = last.sequence + 1
        recordedAt = change.time.cell
        self.change = change
        insertion = try Row(
            """
            INSERT INTO entry (\(Log.columns), hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, in: db)
    }

    /// Appends what became of a row.
    func append(table: String, key: Int64, image: [UInt8], subject: String) throws {
        var cells: [Cell] = [
            .number(sequence + 1), .number(first), recordedAt, .text(change.actor),
            change.onBehalfOf.cell, .text(change.action), .text(subject), .text(table),
            .number(Int(key)),
            .text(String(decoding: image, as: UTF8.self)), change.reason.cell,
            .number(change.acceptsClock ? 1 : 0), .bytes(Self.salt()),
        ]
        for cell in cells { cell.withValue { hash.add($0) } }
        head = hash.finish(after: head)
        cells.append(.bytes(head))
        try insertion.run(cells)
        sequence += 1
    }

    private static func salt() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return withUnsafeBytes(of: (random.next(), random.next())) { Array($0) }
    }
}

/// How the log lies in its table.
enum Log {
    /// What the hash of an entry is taken over, in this order.
    static let columns = """
        sequence, command, recorded_at, actor, on_behalf_of, action, subject, table_name, row_id, \
        image, reason, clock_accepted, salt
        """

    /// The places of some of them.
    static let (time, table, row, image, clock) = (2, 7, 8, 9, 11)

    /// What each of them holds.
    static let kinds: [Kind] = [
        .number, .number, .text, .text, .text, .text, .text, .text, .number, .text, .text, .number,
        .bytes,
    ]

    enum Kind {
        case number, text, bytes

        /// Whether a value is one of the kind, or nothing: a hash is taken over bytes, which a
        /// number and a text may share.
        func holds(_ value: Row.Value) -> Bool {
            switch (self, value) {
            case (_, .null), (.number, .number), (.text, .text), (.bytes, .bytes): true
            default: false
            }
        }
    }
}

extension EntryHash {
    mutating func add(_ value: Row.Value) {
        switch value {
        case .null, .other: add(nil)
        case .number(let number): add(number)
        case .text(let bytes), .bytes(let bytes): add(bytes)
        }
    }
}
