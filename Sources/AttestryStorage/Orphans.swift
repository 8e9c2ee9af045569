package import AttestryDomain
import AttestryLog
import GRDB

/// A row that belongs to something that is not there.
package struct Orphan: Sendable {
    /// What the row is: `milestone`.
    package let noun: String
    /// Its key.
    package let key: Int64
    /// What it belonged to in the end when it was recorded last, where the log says it.
    package let subject: AlertSubject?
    /// Why it is one.
    package let error: RegistryError
}

extension Belonging {
    /// What a row without an owner satisfies.
    fileprivate var isOrphan: String {
        let another = kind == .oneOfSeveral ? " AND \(column) IS NOT NULL" : ""
        return "ifnull(\(column), 0) NOT IN (SELECT id FROM \(owner))\(another)"
    }

    /// The same by the index alone, for a table that may have millions of rows: what belongs to no
    /// number that was ever given. What belongs to a row that was taken away is not among it.
    fileprivate var isFarOff: [String] {
        [
            "\(column) > (SELECT ifnull(max(id), 0) FROM \(owner))", "\(column) < 1",
            // The first of the index: SQLite believes that none is empty, and would not look.
            """
            id IN (
              SELECT id FROM (SELECT id, \(column) FROM \(table) ORDER BY \(column) LIMIT 1)
              WHERE typeof(\(column)) = 'null')
            """,
        ]
    }

    /// The columns of a table by which its rows are parts of others.
    fileprivate static func parts(_ table: String) -> [Belonging] {
        all.filter { $0.table == table && $0.kind != .about }
    }

    /// The tables whose rows are parts of others, but for the ledger's.
    fileprivate static let tables = all.map(\.table).reduce(into: [String]()) { tables, table in
        if table != ledger, !parts(table).isEmpty, !tables.contains(table) { tables.append(table) }
    }

    fileprivate static let ledger = "distribution_event"
}

extension ReadTransaction {
    /// The rows that belong to something that is not there and, in the end, to a subject of this
    /// kind; with evidence those that belong to none. Whose they were the log knows. Of the ledger,
    /// which may have millions, only what belongs to a number that was never given.
    package func orphans(of kind: AlertSubject.Kind) throws -> [Orphan] {
        if kind == .distribution { return try farOrphans() }
        return try Belonging.tables.filter { (Belonging.subject(of: $0) ?? .evidence) == kind }
            .flatMap(orphans)
    }

    /// Notes the contacts of no customer: no list of a customer's has them.
    package func noteStrayContacts() throws { try orphans(in: "contact").forEach(note) }

    /// Notes what happened to rows of the ledger that are not there; those too that only reading
    /// all of it finds, where that is asked for.
    func noteStrayEvents(all: Bool) throws {
        try (all ? orphans(in: Belonging.ledger) : farOrphans()).forEach(note)
    }

    /// Notes a row that belongs to nothing.
    package func note(_ orphan: Orphan) { note(orphan.noun, "\(orphan.key)", orphan.error) }

    private func farOrphans() throws -> [Orphan] {
        let query = Belonging.parts(Belonging.ledger).flatMap { item in
            item.isFarOff.map {
                """
                SELECT id, '\(item.column)' AS stray, \(item.column) AS held FROM \(item.table)
                WHERE \($0)
                """
            }
        }.joined(separator: " UNION ALL ")
        return try orphans(in: Belonging.ledger, query)
    }

    private func orphans(in table: String) throws -> [Orphan] {
        func first(_ value: (Belonging) -> String) -> String {
            let cases = Belonging.parts(table).map { "WHEN \($0.isOrphan) THEN \(value($0))" }
            return "CASE \(cases.joined(separator: " ")) END"
        }
        return try orphans(
            in: table,
            """
            SELECT id, \(first { "'\($0.column)'" }) AS stray, \(first(\.column)) AS held
            FROM \(table) WHERE stray IS NOT NULL
            """)
    }

    private func orphans(in table: String, _ query: String) throws -> [Orphan] {
        let noun = table.replacing("_", with: " ")
        let kind = Belonging.subject(of: table)
        return try db.rows(query)
            .sound(noun, self) { row in
                let key: Int64 = try row["id"]
                return Orphan(
                    noun: noun, key: key,
                    subject: try kind.flatMap { try subject(of: table, key, $0) },
                    error: RegistryError(
                        .damaged,
                        "\(table) \(key) belongs to nothing: column \(row.lossy("stray")) holds "
                            + "'\(row.lossy("held").abbreviated)'"))
            }
    }

    /// What a row of a table belonged to in the end when it was recorded last.
    private func subject(of table: String, _ row: Int64, _ kind: AlertSubject.Kind) throws
        -> AlertSubject?
    {
        let entry = try db.rows(
            """
            SELECT subject, CASE WHEN json_valid(image)
              THEN json_extract(image, '$.distribution_id') END AS distribution
            FROM entry WHERE table_name = ? AND row_id = ? ORDER BY sequence DESC LIMIT 1
            """, [table, row]
        ).next()
        guard let entry else { return nil }
        if kind == .distribution {
            let key = Int64(entry.lossy("distribution"))
            return key.map { AlertSubject(kind, key: $0, name: "\($0)") }
        }
        guard let code = Code(entry.lossy("subject").parts(at: "@")[0]) else { return nil }
        let key = try sound(kind.rawValue, "\(code)") { try self.key(of: kind, code) } ?? nil
        return key.map { AlertSubject(kind, key: $0, name: code.description) }
    }

    /// The key of what goes by a code; nil where nothing does.
    package func key(of noun: AlertSubject.Kind, _ code: Code) throws -> Int64? {
        guard noun.noun.hasCodes else { return nil }
        let key: ID<Never>? = try key(of: noun.rawValue, current(code, of: noun.noun))
        return key?.rawValue
    }
}
