import AttestryLog
import GRDB
import GRDBSQLite

/// A statement that writes, its cells bound straight to SQLite: an import of a hundred thousand
/// rows spends half of its time in anything more general.
struct DirectStatement {
    private let statement: Statement

    init(_ sql: String, in db: Database) throws {
        statement = try db.cachedStatement(sql: sql)
    }

    /// Runs it with these cells. Throws what SQLite says.
    func run(_ cells: [Cell]) throws {
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, cell) in cells.enumerated() {
            guard Self.bind(cell, at: Int32(index + 1), of: handle) == SQLITE_OK else {
                throw DatabaseError(of: handle)
            }
        }
        guard sqlite3_step(handle) == SQLITE_DONE else { throw DatabaseError(of: handle) }
    }

    private static func bind(_ cell: Cell, at index: Int32, of handle: OpaquePointer) -> Int32 {
        switch cell.storage {
        case .null: return sqlite3_bind_null(handle, index)
        case .number(let number): return sqlite3_bind_int64(handle, index, Int64(number))
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    // The pointer of nothing is nil, and would mean NULL.
                    text.isEmpty
                        ? sqlite3_bind_text(handle, index, "", 0, copies)
                        : sqlite3_bind_text64(
                            handle, index, text.baseAddress, UInt64(text.count), copies,
                            UInt8(SQLITE_UTF8))
                }
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), copies)
            }
        }
    }

    /// SQLITE_TRANSIENT: SQLite copies what it is given.
    private static var copies: sqlite3_destructor_type? {
        unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
    }
}
