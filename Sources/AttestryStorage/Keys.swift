package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The keys that a query of one column finds, in its order. What is no number is noted, by the
    /// row that holds it, and passed over: one bad reference must not hide all others. A number
    /// that no key can be is handed on, as whoever reads its row tells of it.
    func keys(_ sql: String, _ arguments: Cells = []) throws -> [Int64] {
        let rows = try db.rows(sql, arguments)
        var keys: [Int64] = []
        var areAll = true
        while let row = try rows.next() {
            if case .number(let key) = row.value(0) {
                keys.append(Int64(key))
            } else {
                areAll = false
            }
        }
        if !areAll { try noteForeignKeys() }
        return keys
    }

    /// Notes each row in which something else stands where a key has to.
    private func noteForeignKeys() throws {
        let columns = try db.rows(
            """
            SELECT item.name AS owner, info.name AS key, info."notnull" AS required
            FROM sqlite_schema AS item, pragma_table_info(item.name) AS info
            WHERE item.type = 'table' AND info.type = 'INTEGER' AND info.name GLOB '*_id'
            """
        ).map { (try $0["owner"] as String, try $0["key"] as String, try $0["required"] as Bool) }
        for (table, column, isRequired) in columns {
            let none = isRequired ? "" : ", 'null'"
            _ = try db.rows(
                "SELECT * FROM \(table) WHERE typeof(\(column)) NOT IN ('integer'\(none))"
            ).sound(table.replacing("_", with: " "), self) { try $0[column] as ID<Never> }
        }
    }
}

extension AlertSubject {
    /// Whether a row can have its key.
    package var hasPossibleKey: Bool { ColumnRange.keys.contains(Int(key)) }
}
