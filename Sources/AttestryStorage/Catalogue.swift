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
    /// What of a scheme cannot be read, so that nothing under it can be evaluated.
    package internal(set) var damage: RegistryError?

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

    /// The scheme as the rules see it. Throws `damaged` for what is not a scheme, or not whole, or
    /// states what no fact can.
    package func scheme() throws -> Scheme {
        if let damage { throw damage }
        guard let kind, let code = Code(code) else {
            throw RegistryError(.damaged, "scheme '\(code.abbreviated)' cannot be read")
        }
        return Scheme(
            code: code, title: title, kind: kind, facts: facts,
            editions: editions.map { Edition(code: $0.code, title: $0.title, facts: $0.facts) })
    }
}

extension ReadTransaction {
    /// The schemes with their editions and facts, sorted by code; nil stands for all of them. What
    /// of a scheme cannot be read is its damage; one that cannot be read at all is passed over.
    package func catalogue(_ codes: Set<Code>? = nil) throws -> [CatalogueItem] {
        let filter: Cells =
            codes.map { ["codes": JSONValue.texts($0.map(\.description).sorted())] } ?? []
        let condition =
            codes == nil ? "TRUE" : "scheme.code IN (SELECT value FROM json_each(:codes))"
        var damages: [Int64: RegistryError] = [:]
        /// What is read of a row that belongs to a scheme; nil where it is damaged.
        func part<Part>(_ row: Row, _ read: () throws -> Part) throws -> (Int64, Part)? {
            let scheme: Int64 = try row["scheme_id"]
            switch try damage(in: read) {
            case .success(let part): return (scheme, part)
            case .failure(let error):
                damages[scheme] = damages[scheme] ?? error
                return nil
            }
        }
        let facts = try db.rows(
            """
            SELECT fact.scheme_id, edition_id, name, value, confidence, source, checked_on, note,
              fact.origin, edition.code AS edition
            FROM fact JOIN scheme ON scheme.id = fact.scheme_id
              LEFT JOIN edition ON edition.id = edition_id
            WHERE \(condition) ORDER BY fact.name, fact.origin
            """, filter
        ).map { row in
            try part(row) {
                let _: String? = try row.optionallyNamed("edition", by: "edition_id")
                let owner = Owner(scheme: try row["scheme_id"], edition: try row["edition_id"])
                return (owner, try Fact(row: row))
            }
        }.compactMap { $0?.1 }.grouped()
        let editions = try db.rows(
            """
            SELECT scheme_id, edition.id, edition.code, edition.title, edition.origin,
              edition.removed
            FROM edition JOIN scheme ON scheme.id = edition.scheme_id
            WHERE edition.removed IS NOT 1 AND \(condition) ORDER BY edition.id
            """, filter
        ).map { row in
            try part(row) {
                let (scheme, key): (Int64, Int64) = (try row["scheme_id"], try row["id"])
                let _: Bool = try row["removed"]
                return CatalogueItem(
                    key: key, code: (try row["code"] as Code).description, title: try row["title"],
                    origin: try row["origin"],
                    facts: facts[Owner(scheme: scheme, edition: key)] ?? [])
            }
        }.compactMap(\.self).grouped()
        return try db.rows(
            "SELECT * FROM scheme WHERE removed IS NOT 1 AND \(condition) ORDER BY code", filter
        ).sound("scheme", named: "code", self) { row in
            let key: Int64 = try row["id"]
            let _: Bool = try row["removed"]
            var item = CatalogueItem(
                key: key, code: (try row["code"] as Code).description, title: try row["title"],
                kind: try row["kind"] as Scheme.Kind, origin: try row["origin"],
                facts: facts[Owner(scheme: key, edition: nil)] ?? [],
                editions: editions[key] ?? [])
            item.damage = damages[key]
            return item
        }
    }

    /// The scheme of this code. Throws `notFound` with the ones that come near.
    package func catalogueItem(_ code: Code) throws -> CatalogueItem {
        guard let item = try catalogue([current(code, of: .scheme)]).first else {
            throw RegistryError.notFound(
                "scheme", code.description, among: try codes(of: .scheme), field: "scheme")
        }
        return item
    }

    /// All ladders but those that cannot be read.
    package func ladderRules() throws -> [Ladders.Rule] {
        try db.rows("SELECT * FROM ladder ORDER BY anchor, scope, scope_code, origin").sound(
            "ladder", self
        ) { row in
            Ladders.Rule(
                scope: try row["scope"], scopeCode: try row["scope_code"],
                anchor: try row["anchor"],
                ladder: try row.value("rungs") { try Ladder($0) },
                origin: try row["origin"])
        }
    }
}

extension Array {
    /// The second halves of pairs by their first ones, in their order.
    fileprivate func grouped<Key: Hashable, Value>() -> [Key: [Value]]
    where Element == (Key, Value) {
        reduce(into: [:]) { $0[$1.0, default: []].append($1.1) }
    }
}

/// The row that a fact is about: an edition, or the scheme itself.
private struct Owner: Hashable {
    let scheme: Int64
    let edition: Int64?
}

extension Fact {
    fileprivate init(row: Row) throws {
        let (name, value): (String, String?) = (try row["name"], try row["value"])
        // A newer program may know facts that this one does not.
        if let value, let form = FactForm.ofScheme[name] ?? FactForm.ofEdition[name] {
            do {
                try form.check(value, name: name)
            } catch let error as RegistryError {
                throw Row.damage(
                    "fact \(name): column value", value, not: Row.expected(by: error))
            }
        }
        try self.init(
            name: name, value: value, confidence: row["confidence"],
            source: row["source"], checkedOn: row["checked_on"], note: row["note"],
            origin: row["origin"])
    }
}
