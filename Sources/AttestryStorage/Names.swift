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

    /// The e-mail addresses of who keeps the evidence of these versions; nil where nobody is named.
    package func evidenceOwners(_ keys: Set<ID<Version>>) throws -> [ID<Version>: String?] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT owner FROM version JOIN evidence ON evidence.id = evidence_id
                WHERE version.id = ?
                """)
        return try names(keys, statement) { try $0.optionalText("owner") }
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
}
