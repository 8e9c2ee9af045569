package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds a scheme, or brings the title and kind of the existing one up to date; returns its key.
    package func put(scheme item: CatalogueItem) throws -> Int64 {
        guard let kind = item.kind else {
            throw RegistryError(.invalid, "scheme '\(item.code.abbreviated)' has no kind")
        }
        return try put(
            "scheme", where: ["code": .text(item.code)],
            cells: [
                "title": .text(item.title), "kind": .text(kind.rawValue),
                "origin": .text(item.origin.rawValue),
            ], subject: item.code)
    }

    /// Adds an edition of a scheme, or brings the title of the existing one up to date.
    package func put(edition item: CatalogueItem, of scheme: Int64, named code: String) throws
        -> Int64
    {
        try put(
            "edition", where: ["scheme_id": .number(Int(scheme)), "code": .text(item.code)],
            cells: ["title": .text(item.title), "origin": .text(item.origin.rawValue)],
            subject: "\(code):\(item.code)")
    }

    /// Adds or replaces the fact of this name and origin about a scheme or one of its editions.
    package func put(_ fact: Fact, scheme: Int64, edition: Int64?, subject: String) throws {
        _ = try put(
            "fact",
            where: [
                "scheme_id": .number(Int(scheme)), "edition_id": .number(edition.map { Int($0) }),
                "name": .text(fact.name), "origin": .text(fact.origin.rawValue),
            ],
            cells: [
                "value": .text(fact.value), "confidence": .text(fact.confidence.rawValue),
                "source": .text(fact.source), "checked_on": .text(fact.checkedOn),
                "note": .text(fact.note),
            ], subject: subject)
    }

    /// Adds or replaces the ladder of this scope, anchor and origin.
    package func put(_ rule: Ladders.Rule) throws {
        _ = try put(
            "ladder",
            where: [
                "scope": .text(rule.scope.rawValue), "scope_code": .text(rule.scopeCode),
                "anchor": .text(rule.anchor), "origin": .text(rule.origin.rawValue),
            ],
            cells: ["rungs": .text(rule.ladder)],
            subject: "\(rule.scopeCode ?? rule.scope.rawValue):\(rule.anchor)")
    }
}
