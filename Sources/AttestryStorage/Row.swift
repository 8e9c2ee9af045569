import AttestryDomain
import AttestryLog
import GRDB
import GRDBSQLite

/// A statement, and the row at which it stands.
///
/// Rows leave as SQLite finds them: what is read of one is good until the next is asked for. Cells
/// are named, and found at once where they are asked for in the order of the query's columns.
final class Row {
    private let statement: Statement
    private let handle: OpaquePointer
    let names: [String]
    private var place = 0
    private var isOpen = false
    /// The range of the number in each column.
    private(set) lazy var ranges = names.indices.map { place in
        origin(place).flatMap { ColumnRange.of($0.column, in: $0.table) }
    }

    /// A statement before its first row. Who reads the same one while another does gets one of
    /// their own.
    init(_ sql: String, in db: Database) throws {
        let cached = try db.cachedStatement(sql: sql)
        let isBusy = sqlite3_stmt_busy(cached.sqliteStatement) != 0
        statement = isBusy ? try db.makeStatement(sql: sql) : cached
        let handle = statement.sqliteStatement
        self.handle = handle
        names = (0..<sqlite3_column_count(handle)).map { index in
            sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
        }
    }

    deinit { close() }

    private func close() {
        // Where it has come to its end another reader may have taken it up.
        if isOpen { sqlite3_reset(handle) }
        isOpen = false
    }

    /// Begins anew with these arguments.
    func bind(_ arguments: Cells) throws {
        close()
        guard sqlite3_bind_parameter_count(handle) == arguments.pairs.count else {
            throw DatabaseError(resultCode: .SQLITE_RANGE, message: "other arguments are needed")
        }
        for (index, (name, cell)) in arguments.pairs.enumerated() {
            try bind(
                cell,
                at: name.isEmpty
                    ? Int32(index + 1) : sqlite3_bind_parameter_index(handle, ":\(name)"))
        }
    }

    /// Runs a statement that returns no rows with these arguments.
    func run(_ cells: [Cell]) throws {
        close()
        for (index, cell) in cells.enumerated() { try bind(cell, at: Int32(index + 1)) }
        _ = try next()
    }

    private func bind(_ cell: Cell, at place: Int32) throws {
        let result = cell.withValue { value in
            switch value {
            case .null, .other: return sqlite3_bind_null(handle, place)
            case .number(let number): return sqlite3_bind_int64(handle, place, Int64(number))
            case .text(let bytes):
                // The pointer of nothing is nil, and would mean NULL.
                return bytes.withMemoryRebound(to: CChar.self) { text in
                    text.isEmpty
                        ? sqlite3_bind_text(handle, place, "", 0, Self.copies)
                        : sqlite3_bind_text64(
                            handle, place, text.baseAddress, UInt64(text.count), Self.copies,
                            UInt8(SQLITE_UTF8))
                }
            case .bytes(let bytes):
                return sqlite3_bind_blob64(
                    handle, place, bytes.baseAddress, UInt64(bytes.count), Self.copies)
            }
        }
        guard result == SQLITE_OK else { throw DatabaseError(of: handle) }
    }

    /// SQLITE_TRANSIENT: SQLite copies what it is given.
    private static var copies: sqlite3_destructor_type? {
        unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
    }

    /// Goes to the next row; nil at the end.
    func next() throws -> Row? {
        place = 0
        let result = sqlite3_step(handle)
        isOpen = true
        if result == SQLITE_ROW { return self }
        defer { close() }
        guard result == SQLITE_DONE else { throw DatabaseError(of: handle) }
        return nil
    }

    /// What `read` makes of each row.
    func map<Element>(_ read: (Row) throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        while let row = try next() { elements.append(try read(row)) }
        return elements
    }

    /// What `read` makes of each row, by the keys that it finds there.
    func grouped<Key, Element>(_ read: (Row) throws -> (Key, Element)) throws -> [Key: [Element]] {
        var groups: [Key: [Element]] = [:]
        while let row = try next() {
            let (key, element) = try read(row)
            groups[key, default: []].append(element)
        }
        return groups
    }

    /// The place of a column. Throws `damaged` where a changed schema has none of that name.
    func index(of column: String) throws -> Int {
        for _ in names.indices {
            if place >= names.count { place = 0 }
            defer { place += 1 }
            if names[place] == column { return place }
        }
        throw RegistryError(.damaged, "there is no column \(column)", hint: Self.hint)
    }

    /// The column of a table that a column of the query shows; nil for what is reckoned.
    func origin(_ place: Int) -> (table: String, column: String)? {
        guard let table = sqlite3_column_table_name(handle, Int32(place)),
            let column = sqlite3_column_origin_name(handle, Int32(place))
        else { return nil }
        return (String(cString: table), String(cString: column))
    }

    /// Whatever a column holds, as text; for messages and for comparing what may be damaged.
    func lossy(_ column: String) -> String {
        guard let index = try? index(of: column) else { return "" }
        if case .bytes(let bytes) = value(index) { return String(decoding: bytes, as: UTF8.self) }
        let text = sqlite3_column_text(handle, Int32(index))
        let count = Int(sqlite3_column_bytes(handle, Int32(index)))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    /// The value of the column at a place, as SQLite holds it; good until the next row.
    enum Value {
        case null
        case number(Int)
        case text(UnsafeRawBufferPointer)
        case bytes(UnsafeRawBufferPointer)
        case other
    }

    func value(_ index: Int) -> Value {
        // One call that locks, instead of three: no other thread uses the connection meanwhile.
        let value = sqlite3_column_value(handle, Int32(index))
        func bytes(_ start: UnsafeRawPointer?) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
        }
        return switch sqlite3_value_type(value) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .number(Int(sqlite3_value_int64(value)))
        case SQLITE_TEXT: .text(bytes(sqlite3_value_text(value)))
        case SQLITE_BLOB: .bytes(bytes(sqlite3_value_blob(value)))
        default: .other
        }
    }
}
