package import AttestryDomain
import AttestryStorage

/// A scheme as the outside sees it, with the ladders that are set for it or for everything.
package struct SchemeDocument: Sendable {
    private let item: CatalogueItem
    private let scheme: Scheme
    private let ladders: [Ladders.Rule]
    private let editions: [EditionDocument]

    init(_ item: CatalogueItem, _ ladders: [Ladders.Rule]) throws {
        self.item = item
        scheme = try item.scheme()
        let names = [item.code, scheme.kind.rawValue]
        self.ladders = ladders.filter { rule in
            rule.scope == .any || rule.scopeCode.map(names.contains) ?? false
        }
        editions = EditionDocument.all(of: item)
    }

    package var code: String { item.code }

    /// Its facts and those of its editions.
    package var facts: [FactDocument] {
        item.facts.effective.map { FactDocument(edition: nil, fact: $0) }
            + editions.flatMap(\.facts)
    }

    /// The columns of a list.
    package static let columns: [Column<SchemeDocument>] = [
        Column("code") { .string($0.item.code) },
        Column("kind") { .string($0.scheme.kind.rawValue) },
        Column("validity_months") { .count($0.scheme.validityMonths) },
        Column("expiring_days") { .number($0.scheme.expiringDays) },
        Column("release_class") { .string($0.scheme.releaseClass.rawValue) },
        Column("editions") { .texts($0.item.editions.map(\.code)) },
        Column("title") { .string($0.item.title) },
        Column("ended_on", .fileOnly) { .text($0.scheme.endedOn) },
        Column("successor", .fileOnly) { .text($0.scheme.successor) },
        Column("origin", .fileOnly) { .string($0.item.origin.rawValue) },
    ]

    /// The scheme with all that is known of it, as scripts read it.
    package var json: JSONValue {
        func json(_ facts: [FactDocument]) -> JSONValue {
            .array(facts.map { JSONValue($0, FactDocument.columnsOfFact) })
        }
        let ofEdition = EditionDocument.columns.named("code", "title", "origin")
        return JSONValue(
            self, Self.columns.named("code", "title", "kind", "ended_on", "successor", "origin")
        ).adding([
            "facts": json(facts.filter { $0.edition == nil }),
            "editions": .array(
                editions.map { JSONValue($0, ofEdition).adding(["facts": json($0.facts)]) }),
            "ladders": .array(ladders.map { JSONValue($0, Ladders.Rule.columns) }),
        ])
    }
}

/// An edition as the outside sees it, with the dates that may decide.
package struct EditionDocument: Sendable {
    private let scheme: String
    private let item: CatalogueItem
    private let edition: Edition

    /// All editions of a scheme.
    static func all(of scheme: CatalogueItem) -> [EditionDocument] {
        scheme.editions.map { item in
            EditionDocument(
                scheme: scheme.code, item: item,
                edition: Edition(code: item.code, title: item.title, facts: item.facts))
        }
    }

    fileprivate var facts: [FactDocument] {
        item.facts.effective.map { FactDocument(edition: item.code, fact: $0) }
    }

    package static let columns: [Column<EditionDocument>] = [
        Column("scheme") { .string($0.scheme) }, Column("code") { .string($0.item.code) },
        Column("published_on") { .text($0.edition.publishedOn) },
        Column("last_issue_on") { .text($0.edition.lastIssueOn) },
        Column("retires_on") { .text($0.edition.retiresOn) },
        Column("successor") { .text($0.edition.successor) },
        Column("parent_scheme") { .text($0.edition.parentScheme) },
        Column("unconfirmed") {
            .texts($0.item.facts.effective.filter { !$0.isConfirmed }.map(\.name))
        },
        Column("title", .fileOnly) { .string($0.item.title) },
        Column("origin", .fileOnly) { .string($0.item.origin.rawValue) },
    ]
}

/// A fact with the edition that it is about; nil where it is about the scheme itself.
package struct FactDocument: Sendable {
    let edition: String?
    let fact: Fact

    package static let columns =
        [Column("edition") { .string($0.edition ?? "") }] + columnsOfFact

    static let columnsOfFact: [Column<FactDocument>] = [
        Column("name") { .string($0.fact.name) }, Column("value") { .text($0.fact.value) },
        Column("confidence", .ifThereIsRoom) { .string($0.fact.confidence.rawValue) },
        Column("confirmed") { .bool($0.fact.isConfirmed) },
        Column("decides") { .string($0.fact.decides(ofEdition: $0.edition != nil)) },
        Column("checked_on", .ifThereIsRoom) { .text($0.fact.checkedOn) },
        Column("source") { .string($0.fact.source) },
        Column("note", .ifThereIsRoom) { .text($0.fact.note) },
        Column("origin", .fileOnly) { .string($0.fact.origin.rawValue) },
    ]
}

extension Ladders.Rule {
    package static let columns: [Column<Ladders.Rule>] = [
        Column("anchor") { .text($0.anchor) }, Column("scope") { .string($0.scope.rawValue) },
        Column("scope_code") { .text($0.scopeCode) }, Column("rungs") { .text($0.ladder) },
        Column("origin") { .string($0.origin.rawValue) },
    ]
}
