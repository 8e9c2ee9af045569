package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The names of versions by their keys.
    package func versionNames(_ keys: Set<ID<Version>>) throws -> [ID<Version>: VersionReference] {
        let query = """
            SELECT version.id, evidence.code, version.version FROM version
              JOIN evidence ON evidence.id = evidence_id WHERE version.id
            """
        return try named(keys, query) { row in
            VersionReference(code: try row["code"], version: try row["version"])
        }
    }

    /// The codes of customers by their keys.
    package func customerNames(_ keys: Set<ID<Customer>>) throws -> [ID<Customer>: Code] {
        try named(keys, "SELECT id, code FROM customer WHERE id") { try $0["code"] }
    }

    /// From which day on persons are no longer at their companies, by their keys; nil where no such
    /// day is known.
    package func leavings(_ keys: Set<ID<Contact>>) throws -> [ID<Contact>: CivilDate?] {
        try named(keys, "SELECT id, left_on FROM contact WHERE id") { try $0["left_on"] }
    }

    /// The codes of agreements by their keys.
    package func agreementNames(_ keys: Set<ID<Agreement>>) throws -> [ID<Agreement>: Code] {
        try named(keys, "SELECT id, code FROM agreement WHERE id") { try $0["code"] }
    }

    /// The e-mail addresses that persons have now, by their keys.
    package func contactAddresses(_ keys: Set<ID<Contact>>) throws -> [ID<Contact>: String] {
        try named(keys, "SELECT id, email FROM contact WHERE id") { try $0["email"] }
    }

    /// The e-mail addresses of who keeps the evidence of these versions; nil where nobody is named.
    package func evidenceOwners(_ keys: Set<ID<Version>>) throws -> [ID<Version>: String?] {
        let query = """
            SELECT version.id, owner FROM version JOIN evidence ON evidence.id = evidence_id
            WHERE version.id
            """
        return try named(keys, query) { try $0["owner"] }
    }

    /// The e-mail addresses of all who keep something: an evidence, a customer, or what has no
    /// owner of its own.
    package func owners() throws -> [String] {
        try db.values(
            """
            SELECT owner FROM evidence WHERE owner IS NOT NULL
            UNION SELECT owner FROM customer WHERE removed IS NOT 1 AND owner IS NOT NULL
            UNION SELECT owner FROM activity WHERE voided = 0 AND owner IS NOT NULL
            UNION SELECT owner FROM registry WHERE owner IS NOT NULL ORDER BY 1
            """)
    }

    /// What `read` makes of the rows of these keys; the query ends in the name of their column.
    func named<Entity, Value>(
        _ keys: Set<ID<Entity>>, _ query: String, _ read: (Row) throws -> Value
    ) throws -> [ID<Entity>: Value] {
        var found: [ID<Entity>: Value] = [:]
        let rows = try db.rows(
            "\(query) IN (SELECT value FROM json_each(?))", [keys.map(\.rawValue).list])
        while let row = try rows.next() { found[try row["id"]] = try read(row) }
        return found
    }

    /// The codes of a noun, sorted.
    package func codes(of noun: Noun) throws -> [String] {
        try db.values(
            "SELECT code FROM \(noun) WHERE \(Self.stands("\(noun)")) ORDER BY code")
    }

    /// Whether there is a thing of a noun with this code.
    package func has(_ code: Code, _ noun: Noun) throws -> Bool {
        try key(of: "\(noun)", code) as ID<Never>? != nil
    }

    /// The key of the thing of a noun that goes, or went, by a code. Throws `notFound` with the
    /// codes that come near.
    func key<Entity>(_ code: Code, of noun: Noun, field: String? = nil) throws -> ID<Entity> {
        guard let key: ID<Entity> = try key(of: "\(noun)", current(code, of: noun)) else {
            throw RegistryError.notFound(
                "\(noun)", code.description, among: try codes(of: noun), field: field)
        }
        return key
    }

    /// What is left of the name of a row that cannot be read: its code, else its number.
    package func nameLeft(of noun: Noun, _ key: Int64) throws -> String {
        let row = try db.rows("SELECT code FROM \(noun) WHERE id = ?", [key]).next()
        return (row?.lossy("code")).flatMap { Code($0) }?.description ?? "\(key)"
    }

    /// The key of a noun by its code; nil where there is none.
    func key<Entity>(of noun: String, _ code: Code) throws -> ID<Entity>? {
        try db.value("SELECT id FROM \(noun) WHERE code = ? AND \(Self.stands(noun))", [code])
    }

    /// What holds of each row of a noun that is there: a code may have been that of something that
    /// was removed.
    static func stands(_ noun: String) -> String {
        Noun(rawValue: noun)?.isRemovable ?? false ? "\(noun).removed IS NOT 1" : "TRUE"
    }
}
