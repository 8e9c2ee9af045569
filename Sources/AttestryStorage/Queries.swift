import GRDB
import GRDBSQLite

extension Database {
    /// A query, to be read row by row.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> Row {
        try Row(self, sql, arguments)
    }
}

extension Row {
    /// A query, to be read row by row.
    static func fetchAll(_ db: Database, sql: String, arguments: StatementArguments = []) throws
        -> Row
    {
        try Row(db, sql, arguments)
    }

    /// A query, to be read row by row.
    static func fetchCursor(_ db: Database, sql: String, arguments: StatementArguments = []) throws
        -> Row
    {
        try Row(db, sql, arguments)
    }

    /// A query at its first row; nil where it has none.
    static func fetchOne(_ db: Database, sql: String, arguments: StatementArguments = []) throws
        -> Row?
    {
        try Row(db, sql, arguments).next()
    }

    /// A query at its first row; nil where it has none.
    static func fetchOne(_ statement: Statement, arguments: StatementArguments) throws -> Row? {
        try Row(statement, arguments).next()
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
