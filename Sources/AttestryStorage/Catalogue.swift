package import AttestryDomain
import AttestryLog
import GRDB

/// A row of the catalogue with its facts: a scheme, or an edition of one.
package struct CatalogueItem: Sendable {
    /// The row's key in its table.
    package let key: Int64
    /// Its code.
    package let code: String
    /// Its full name.
    package let title: String
    /// The kind of a scheme; nil for an edition.
    package let kind: Scheme.Kind?
    /// Who put it there.
    package let origin: Fact.Origin
    /// What is known about it, all origins.
    package let facts: [Fact]
    /// The editions of a scheme.
    package let editions: [CatalogueItem]

    package init(
        key: Int64 = 0, code: String, title: String, kind: Scheme.Kind? = nil, origin: Fact.Origin,
        facts: [Fact], editions: [CatalogueItem] = []
    ) {
        self.key = key
        self.code = code
        self.title = title
        self.kind = kind
        self.origin = origin
        self.facts = facts
        self.editions = editions
    }

    /// The scheme as the rules see it. Throws `damaged` for what is not a scheme.
    package func scheme() throws -> Scheme {
        guard let kind, let code = Code(code) else {
            throw RegistryError(.damaged, "scheme '\(code.abbreviated)' cannot be read")
        }
        return Scheme(
            code: code, title: title, kind: kind, facts: facts,
            editions: editions.map { Edition(code: $0.code, title: $0.title, facts: $0.facts) })
    }
}

extension ReadTransaction {
    /// The codes of all schemes, sorted.
    package func schemeCodes() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT code FROM scheme ORDER BY code")
    }

    /// The schemes with their editions and facts, sorted by code; nil stands for all of them.
    package func catalogue(_ codes: Set<Code>? = nil) throws -> [CatalogueItem] {
        let wanted = codes.map { JSONValue.texts($0.map(\.description).sorted()) }
        let filter: StatementArguments =
            wanted.map { ["codes": String(decoding: $0.canonical, as: UTF8.self)] } ?? []
        let condition =
            codes == nil ? "TRUE" : "scheme.code IN (SELECT value FROM json_each(:codes))"
        var facts: [FactOwner: [Fact]] = [:]
        let factRows = try db.rows(
            """
            SELECT edition_id, scheme_id, name, value, confidence, source, checked_on, note,
              fact.origin
            FROM fact JOIN scheme ON scheme.id = fact.scheme_id
            WHERE \(condition) ORDER BY fact.name, fact.origin
            """, filter)
        while let row = try factRows.next() {
            facts[try FactOwner(row: row), default: []].append(try Fact(row: row))
        }
        var editions: [Int: [CatalogueItem]] = [:]
        let editionRows = try db.rows(
            """
            SELECT scheme_id, edition.id, edition.code, edition.title, edition.origin
            FROM edition JOIN scheme ON scheme.id = edition.scheme_id
            WHERE \(condition) ORDER BY edition.id
            """, filter)
        while let row = try editionRows.next() {
            let scheme = try row.number("scheme_id")
            let key = try row.number("id")
            editions[scheme, default: []].append(
                CatalogueItem(
                    key: Int64(key), code: try row.text("code"), title: try row.text("title"),
                    origin: try row.choice("origin"), facts: facts[.edition(key)] ?? []))
        }
        return try db.rows(
            "SELECT id, code, title, kind, origin FROM scheme WHERE \(condition) ORDER BY code",
            filter
        ).map { row in
            let key = try row.number("id")
            return CatalogueItem(
                key: Int64(key), code: try row.text("code"), title: try row.text("title"),
                kind: try row.choice("kind") as Scheme.Kind, origin: try row.choice("origin"),
                facts: facts[.scheme(key)] ?? [], editions: editions[key] ?? [])
        }
    }

    /// The scheme of this code. Throws `notFound` with the ones that come near.
    package func catalogueItem(_ code: Code) throws -> CatalogueItem {
        guard let item = try catalogue([code]).first else {
            throw RegistryError.notFound(
                "scheme", code.description, among: try schemeCodes(), field: "scheme")
        }
        return item
    }

    /// All ladders.
    package func ladderRules() throws -> [Ladders.Rule] {
        try db.rows(
            """
            SELECT scope, scope_code, anchor, rungs, origin FROM ladder
            ORDER BY anchor, scope, scope_code, origin
            """
        ).map { row in
            Ladders.Rule(
                scope: try row.choice("scope"), scopeCode: try row.optionalText("scope_code"),
                anchor: try row.anchor(), ladder: try Ladder(try row.text("rungs")),
                origin: try row.choice("origin"))
        }
    }
}

/// The row that a fact is about.
private enum FactOwner: Hashable {
    case scheme(Int), edition(Int)

    init(row: Row) throws {
        self =
            try row.optionalNumber("edition_id").map { .edition($0) }
            ?? .scheme(row.number("scheme_id"))
    }
}

extension Fact {
    fileprivate init(row: Row) throws {
        self.init(
            name: try row.text("name"), value: try row.optionalText("value"),
            confidence: try row.choice("confidence"), source: try row.text("source"),
            checkedOn: try row.optionalDate("checked_on"), note: try row.optionalText("note"),
            origin: try row.choice("origin"))
    }
}
