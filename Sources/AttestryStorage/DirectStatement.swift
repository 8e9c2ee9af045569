import Foundation
import GRDB
import GRDBSQLite

/// A statement that is run for each of many rows, its values bound straight to SQLite: an import of
/// a hundred thousand rows spends half of its time in anything more general.
struct DirectStatement {
    private let statement: Statement

    init(_ sql: String, in db: Database) throws {
        statement = try db.makeStatement(sql: sql)
    }

    /// Runs it with these values. Throws what SQLite says.
    func run(_ values: [DatabaseValue], in db: Database) throws {
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() {
            guard Self.bind(value, at: Int32(index + 1), of: handle) == SQLITE_OK else {
                throw Self.error(in: db)
            }
        }
        guard sqlite3_step(handle) == SQLITE_DONE else { throw Self.error(in: db) }
    }

    private static func bind(_ value: DatabaseValue, at index: Int32, of handle: OpaquePointer)
        -> Int32
    {
        switch value.storage {
        case .null: return sqlite3_bind_null(handle, index)
        case .int64(let number): return sqlite3_bind_int64(handle, index, number)
        case .double(let number): return sqlite3_bind_double(handle, index, number)
        case .string(let text):
            // The length without the closing zero: a text may be empty, and is not NULL then.
            let length = Int32(clamping: text.utf8.count)
            return text.withCString { sqlite3_bind_text(handle, index, $0, length, copies) }
        case .blob(let data):
            return data.withUnsafeBytes {
                sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), copies)
            }
        }
    }

    private static func error(in db: Database) -> DatabaseError {
        let connection = db.sqliteConnection
        return DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: sqlite3_errmsg(connection).map { String(cString: $0) })
    }

    /// SQLITE_TRANSIENT: SQLite copies what it is given.
    private static var copies: sqlite3_destructor_type? {
        unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
    }
}
