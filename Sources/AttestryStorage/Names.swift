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
        let later = newer.map { "\($0.rawValue)" }.joined(separator: ", ")
        let columns =
            "id, released_on, outcome, customer_id, contact_id, version_id, bridge_letter_id"
        let own = "SELECT \(columns) FROM distribution WHERE version_id = :version"
        let others = """
            UNION ALL
            SELECT \(columns) FROM distribution
            WHERE version_id IN (\(later)) AND customer_id IN (
              SELECT customer_id FROM distribution WHERE version_id = :version)
            """
        let rows = try Row.fetchCursor(
            db, sql: newer.isEmpty ? own : "\(own) \(others)",
            arguments: ["version": version.rawValue])
        var found: [Handover] = []
        while let row = try rows.next() {
            func key<Entity>(_ column: String) throws -> ID<Entity>? {
                try row.optionalNumber(column).map { ID(Int64($0)) }
            }
            let id: ID<Distribution> = try row.id()
            found.append(
                Handover(
                    id: id, releasedOn: try row.date("released_on"),
                    outcome: try row.choice("outcome"), customer: try row.id("customer_id"),
                    contact: try key("contact_id"), version: try row.id("version_id"),
                    letter: try key("bridge_letter_id"), events: try events(of: id)))
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
