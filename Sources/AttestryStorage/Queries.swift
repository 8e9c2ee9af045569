import GRDB
import GRDBSQLite

extension Database {
    /// A query, to be read row by row.
    func rows(_ sql: String, _ arguments: Cells = []) throws -> Row {
        let rows = try Row(sql, in: self)
        try rows.bind(arguments)
        return rows
    }

    /// What stands in the one column of a query, row by row.
    func values<Value: CellValue>(_ sql: String, _ arguments: Cells = []) throws -> [Value] {
        try rows(sql, arguments).map { try $0.first() }
    }

    /// What stands in the first row of a query of one column; nil where it has none.
    func value<Value: CellValue>(_ sql: String, _ arguments: Cells = []) throws -> Value? {
        try rows(sql, arguments).next()?.first()
    }
}

extension DatabaseError {
    /// What SQLite last said on the connection of a statement.
    init(of statement: OpaquePointer) {
        let connection = sqlite3_db_handle(statement)
        self.init(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: sqlite3_errmsg(connection).map { String(cString: $0) })
    }
}

extension Collection<Int64> {
    /// Keys as SQL's `json_each` takes them: no statement's text ever holds a list.
    var list: String { "[" + map(String.init).joined(separator: ",") + "]" }
}
