package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The names of versions by their keys.
    package func versionNames(_ keys: Set<ID<Version>>) throws -> [ID<Version>: VersionReference] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT evidence.code, version.version FROM version
                JOIN evidence ON evidence.id = evidence_id WHERE version.id = ?
                """)
        return try names(keys, statement) { row in
            VersionReference(code: try row.code("code"), version: try row.number("version"))
        }
    }

    /// The codes of customers by their keys.
    package func customerNames(_ keys: Set<ID<Customer>>) throws -> [ID<Customer>: Code] {
        let statement = try db.cachedStatement(sql: "SELECT code FROM customer WHERE id = ?")
        return try names(keys, statement) { try $0.code("code") }
    }

    /// The codes of agreements by their keys.
    package func agreementNames(_ keys: Set<ID<Agreement>>) throws -> [ID<Agreement>: Code] {
        let statement = try db.cachedStatement(sql: "SELECT code FROM agreement WHERE id = ?")
        return try names(keys, statement) { try $0.code("code") }
    }

    private func names<Entity, Name>(
        _ keys: Set<ID<Entity>>, _ statement: Statement, _ read: (Row) throws -> Name
    ) throws -> [ID<Entity>: Name] {
        var names: [ID<Entity>: Name] = [:]
        for key in keys {
            names[key] = try Row.fetchOne(statement, arguments: [key.rawValue]).map(read)
        }
        return names
    }

    /// The rows of the ledger that tell who holds a version: its own, and those by which the same
    /// customers were given one of the newer versions.
    package func holdings(of version: ID<Version>, newer: [ID<Version>]) throws -> [Handover] {
        let own = "SELECT id FROM distribution WHERE version_id = :version"
        let others = """
            UNION ALL
            SELECT id FROM distribution
            WHERE version_id IN (SELECT value FROM json_each(:newer)) AND customer_id IN (
              SELECT customer_id FROM distribution WHERE version_id = :version)
            """
        var found: [Handover] = []
        let rows = try db.rows(
            """
            SELECT \(Handover.columns), \(DistributionEvent.columns)
            FROM distribution AS item
              LEFT JOIN distribution_event AS event ON distribution_id = item.id
            WHERE item.id IN (\(own) \(others)) ORDER BY item.id
            """, ["version": version.rawValue, "newer": newer.map(\.rawValue).list])
        while let row = try rows.next() {
            if try found.last?.id != row.id() { found.append(try Handover(row: row)) }
            try found[found.count - 1].add(DistributionEvent(row: row))
        }
        return found
    }
}

extension ReadTransaction {
    /// The e-mail address of who keeps an evidence; nil where nobody is named.
    package func evidenceOwner(_ code: Code) throws -> String? {
        let statement = try db.cachedStatement(sql: "SELECT owner FROM evidence WHERE code = ?")
        return try String.fetchOne(statement, arguments: [code.description])
    }

    /// The scheme of an evidence's row; nil where there is none.
    package func evidenceScheme(_ key: Int64) throws -> String? {
        let statement = try db.cachedStatement(
            sql: "SELECT scheme.code FROM evidence JOIN scheme ON scheme.id = scheme_id "
                + "WHERE evidence.id = ?")
        return try String.fetchOne(statement, arguments: [key])
    }
}
