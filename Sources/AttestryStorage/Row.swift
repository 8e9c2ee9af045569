import AttestryDomain
import AttestryLog
import Foundation
import GRDB
import GRDBSQLite

/// A query that is being read, and the row at which it stands.
///
/// Rows leave as SQLite finds them: what is read of one is good until the next is asked for. Cells
/// are named, and found at once where they are asked for in the order of the query's columns.
final class Row {
    let handle: OpaquePointer
    private let statement: Statement
    private let names: [String]
    private var place = 0

    /// A query before its first row. The same query may be read twice at once; each has a statement
    /// of its own then.
    convenience init(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws {
        let cached = try db.cachedStatement(sql: sql)
        let isBusy = sqlite3_stmt_busy(cached.sqliteStatement) != 0
        try self.init(isBusy ? db.makeStatement(sql: sql) : cached, arguments)
    }

    init(_ statement: Statement, _ arguments: StatementArguments) throws {
        try statement.setArguments(arguments)
        self.statement = statement
        let handle = statement.sqliteStatement
        self.handle = handle
        names = (0..<sqlite3_column_count(handle)).map { index in
            sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
        }
    }

    deinit {
        sqlite3_reset(handle)
    }

    /// Goes to the next row; nil at the end.
    func next() throws -> Row? {
        place = 0
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return self
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return nil
        default: throw DatabaseError(of: handle)
        }
    }

    /// What `read` makes of each row.
    func map<Element>(_ read: (Row) throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        while let row = try next() { elements.append(try read(row)) }
        return elements
    }

    /// Where a column stands. Throws `damaged` where a changed schema has none of that name.
    private func index(of column: String) throws -> Int32 {
        for _ in names.indices {
            if place >= names.count { place = 0 }
            defer { place += 1 }
            if names[place] == column { return Int32(place) }
        }
        throw damaged(column)
    }

    /// The text of a column. Throws `damaged` where there is none: reading never traps on a bad
    /// file.
    func text(_ column: String) throws -> String {
        guard let text = try optionalText(column) else { throw damaged(column) }
        return text
    }

    /// The text of a column that may be empty.
    func optionalText(_ column: String) throws -> String? {
        switch value(try index(of: column)) {
        case .null: return nil
        case .text(let bytes): return String(decoding: bytes, as: UTF8.self)
        default: throw damaged(column)
        }
    }

    /// The whole number of a column.
    func number(_ column: String) throws -> Int {
        guard let number = try optionalNumber(column) else { throw damaged(column) }
        return number
    }

    /// The whole number of a column that may be empty.
    func optionalNumber(_ column: String) throws -> Int? {
        switch value(try index(of: column)) {
        case .null: return nil
        case .number(let number): return number
        default: throw damaged(column)
        }
    }

    /// Whether a column holds 1.
    func flag(_ column: String) throws -> Bool { try number(column) == 1 }

    /// The hash in a column, in hexadecimal digits.
    func hash(_ column: String) throws -> String {
        guard let hash = try optionalHash(column) else { throw damaged(column) }
        return hash
    }

    /// The hash in a column that may be empty, in hexadecimal digits.
    func optionalHash(_ column: String) throws -> String? {
        switch value(try index(of: column)) {
        case .null: return nil
        case .bytes(let bytes): return bytes.hexadecimal
        default: throw damaged(column)
        }
    }

    /// Whatever a column holds, as the log keeps it.
    func json(_ column: String) throws -> JSONValue {
        switch value(try index(of: column)) {
        case .null: return .null
        case .number(let number): return .number(number)
        case .text(let bytes): return .string(String(decoding: bytes, as: UTF8.self))
        case .bytes(let bytes): return .string(bytes.hexadecimal)
        case .other: throw damaged(column)
        }
    }

    /// The key of a row.
    func id<Entity>(_ column: String = "id") throws -> ID<Entity> {
        ID(Int64(try number(column)))
    }

    /// The key of a row in a column that may be empty.
    func optionalID<Entity>(_ column: String) throws -> ID<Entity>? {
        try optionalNumber(column).map { ID(Int64($0)) }
    }

    /// The civil date of a column.
    func date(_ column: String) throws -> CivilDate {
        guard let date = try optionalDate(column) else { throw damaged(column) }
        return date
    }

    /// The civil date of a column that may be empty.
    func optionalDate(_ column: String) throws -> CivilDate? {
        guard let text = try optionalText(column) else { return nil }
        guard let date = CivilDate(text) else { throw damaged(column) }
        return date
    }

    /// The code of a column.
    func code(_ column: String) throws -> Code {
        guard let code = Code(try text(column)) else { throw damaged(column) }
        return code
    }

    /// The value of an enumeration that a column spells out.
    func choice<Choice: RawRepresentable<String>>(_ column: String) throws -> Choice {
        guard let choice = Choice(rawValue: try text(column)) else { throw damaged(column) }
        return choice
    }

    /// Whatever a column holds, as text; for messages and for comparing what may be damaged.
    func lossy(_ column: String) -> String {
        guard let index = try? index(of: column) else { return "" }
        return String(decoding: bytes(index), as: UTF8.self)
    }

    /// The value of the column at a place, as SQLite holds it; good until the next row.
    enum Value {
        case null
        case number(Int)
        case text(UnsafeRawBufferPointer)
        case bytes(UnsafeRawBufferPointer)
        case other
    }

    func value(_ index: Int32) -> Value {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .number(Int(sqlite3_column_int64(handle, index)))
        case SQLITE_TEXT: .text(bytes(index))
        case SQLITE_BLOB: .bytes(bytes(index))
        default: .other
        }
    }

    /// The bytes of a text or of a blob; a number in decimal digits, nothing of what is empty.
    private func bytes(_ index: Int32) -> UnsafeRawBufferPointer {
        let start =
            sqlite3_column_type(handle, index) == SQLITE_BLOB
            ? sqlite3_column_blob(handle, index)
            : sqlite3_column_text(handle, index).map { UnsafeRawPointer($0) }
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(handle, index)))
    }

    func damaged(_ column: String) -> RegistryError {
        let value = names.contains(column) ? lossy(column) : ""
        return RegistryError(
            .damaged, "column \(column) holds '\(value.abbreviated)'",
            hint: "attestry audit verify lists what is wrong")
    }
}
