package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds a scheme, or brings the title and kind of the existing one up to date; returns its key.
    package func put(scheme item: CatalogueItem) throws -> Int64 {
        guard let kind = item.kind else {
            throw RegistryError(.invalid, "scheme '\(item.code.abbreviated)' has no kind")
        }
        return try put(
            "scheme", where: ["code": item.code, "removed": false],
            cells: [
                "title": item.title, "kind": kind.rawValue, "origin": item.origin.rawValue,
            ], subject: item.code)
    }

    /// Adds an edition of a scheme, or brings the title of the existing one up to date.
    package func put(edition item: CatalogueItem, of scheme: Int64, named code: String) throws
        -> Int64
    {
        try put(
            "edition", where: ["scheme_id": scheme, "code": item.code, "removed": false],
            cells: ["title": item.title, "origin": item.origin.rawValue],
            subject: "\(code):\(item.code)")
    }

    /// Takes a scheme out of use; another one may have its code.
    package func remove(scheme item: CatalogueItem) throws {
        try update("scheme", ID<Never>(item.key), ["removed": true], subject: item.code)
    }

    /// Takes an edition of a scheme out of use; another one may have its code.
    package func remove(edition item: CatalogueItem, of scheme: String) throws {
        try update(
            "edition", ID<Never>(item.key), ["removed": true], subject: "\(scheme):\(item.code)")
    }

    /// Adds or replaces the fact of this name and origin about a scheme or one of its editions.
    package func put(_ fact: Fact, scheme: Int64, edition: Int64?, subject: String) throws {
        try put(
            "fact",
            where: [
                "scheme_id": scheme, "edition_id": edition, "name": fact.name,
                "origin": fact.origin.rawValue,
            ],
            cells: [
                "value": fact.value, "confidence": fact.confidence.rawValue, "source": fact.source,
                "checked_on": fact.checkedOn, "note": fact.note,
            ], subject: subject)
    }

    /// Adds or replaces the ladder of this scope, anchor and origin.
    package func put(_ rule: Ladders.Rule) throws {
        try put(
            "ladder",
            where: [
                "scope": rule.scope.rawValue, "scope_code": rule.scopeCode, "anchor": rule.anchor,
                "origin": rule.origin.rawValue,
            ],
            cells: ["rungs": rule.ladder.description],
            subject: "\(rule.scopeCode ?? rule.scope.rawValue):\(rule.anchor)")
    }
}
