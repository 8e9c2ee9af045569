import AttestryDomain
import AttestryLog
import GRDB

/// Appends the entries of one use case to the log.
final class LogWriter {
    /// The number of the last entry.
    private(set) var sequence: Int
    /// Its hash.
    private(set) var head: [UInt8]
    private let recordedAt: Cell
    private let actor: Cell
    private let onBehalfOf: Cell
    private let action: Cell
    private let reason: Cell
    private let insertion: DirectStatement
    private var hash = EntryHash()

    init(_ change: Change, in db: Database) throws {
        let last = try ReadTransaction(db: db).lastHash()
        (sequence, head) = (last.sequence, last.hash)
        recordedAt = .text(change.time)
        actor = .text(change.actor)
        onBehalfOf = .text(change.onBehalfOf)
        action = .text(change.action)
        reason = .text(change.reason)
        insertion = try DirectStatement(
            """
            INSERT INTO entry (\(Log.columns), hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, in: db)
    }

    /// Appends what became of a row.
    func append(table: String, key: Int64, image: [UInt8], subject: String) throws {
        var cells: [Cell] = [
            .number(sequence + 1), recordedAt, actor, onBehalfOf, action, .text(subject),
            .text(table), .number(Int(key)), .text(String(decoding: image, as: UTF8.self)), reason,
            Cell(storage: .bytes(Self.salt())),
        ]
        for cell in cells { hash.add(cell) }
        head = hash.finish(after: head)
        cells.append(Cell(storage: .bytes(head)))
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
        sequence, recorded_at, actor, on_behalf_of, action, subject, table_name, row_id, image, \
        reason, salt
        """

    enum Kind {
        case number, text, bytes
    }

    /// What each of them holds.
    static let types: [Kind] = [
        .number, .text, .text, .text, .text, .text, .text, .number, .text, .text, .bytes,
    ]
}

extension EntryHash {
    fileprivate mutating func add(_ cell: Cell) {
        switch cell.storage {
        case .null: add(nil)
        case .number(let number): add(number)
        case .text(var text): text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
        case .bytes(let bytes): bytes.withUnsafeBytes { add($0) }
        }
    }
}
