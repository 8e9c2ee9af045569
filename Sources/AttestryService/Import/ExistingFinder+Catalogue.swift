import AttestryDomain
import AttestryStorage

extension ExistingFinder {
    func product(_ row: ImportRow) throws -> ExistingThing? {
        let code = try reading.current(row.means(), of: .product)
        guard try reading.has(code, .product) else { return nil }
        return ExistingThing(
            name: code.description,
            cells: { [("name", .string(try reading.product(code).name))] },
            edit: {
                if let name = row["name"] {
                    let name = try Form.checked(name, field: "name")
                    _ = try transaction.editProduct(code, name: name)
                }
                return []
            })
    }

    func scheme(_ row: ImportRow) throws -> ExistingThing? {
        let code = try row.code("code")
        let current = try reading.current(code, of: .scheme)
        guard try reading.has(current, .scheme) else { return nil }
        let item = try reading.catalogueItem(current)
        return ExistingThing(
            name: item.code,
            fixed: [("kind", item.kind?.rawValue, "attestry scheme show \(item.code) shows it")],
            cells: { [("title", .string(try reading.catalogueItem(current).title))] },
            edit: {
                if let title = row["title"], title != item.title {
                    try transaction.editScheme(current, title: title, StatedFacts([:]))
                }
                return []
            })
    }

    func edition(_ row: ImportRow) throws -> ExistingThing? {
        let (scheme, code) = (try row.code("scheme"), try row.code("code"))
        func found() throws -> CatalogueItem? {
            try reading.catalogueItem(scheme).editions.first { $0.code == code.description }
        }
        guard let edition = try found() else { return nil }
        return ExistingThing(
            name: "\(scheme):\(code)", cells: { [("title", .text(try found()?.title))] },
            edit: {
                if let title = row["title"], title != edition.title {
                    try transaction.editEdition(code, of: scheme, title: title, StatedFacts([:]))
                }
                return []
            })
    }

    /// A fact of the user's; the program's own are not what a row is about.
    func fact(_ row: ImportRow) throws -> ExistingThing? {
        let (scheme, name) = (try row.code("scheme"), try row.needed("name"))
        let edition = try row["edition"].map { try Code($0, field: "edition") }
        func found() throws -> Fact? {
            let item = try reading.catalogueItem(scheme)
            let facts =
                edition.map { code in
                    item.editions.first { $0.code == code.description }?.facts ?? []
                } ?? item.facts
            return facts.first { $0.origin == .user && $0.name == name }
        }
        guard let fact = try found() else { return nil }
        return ExistingThing(
            name: "\(scheme)\(edition.map { ":\($0)" } ?? "") \(name)",
            cells: {
                let fact = try found()
                return [
                    ("value", .text(fact?.value)), ("source", .text(fact?.source)),
                    ("checked_on", fact?.checkedOn.json ?? .null), ("note", .text(fact?.note)),
                ]
            },
            edit: {
                let day = try row["checked_on"].map { try CivilDate($0, field: "checked_on") }
                let facts = StatedFacts(
                    [name: row["value"] ?? fact.value ?? ""], source: row["source"] ?? fact.source,
                    checkedOn: day ?? fact.checkedOn, note: row["note"] ?? fact.note)
                if let edition {
                    try transaction.editEdition(edition, of: scheme, facts)
                } else {
                    try transaction.editScheme(scheme, facts)
                }
                return []
            })
    }

    func agreementKind(_ row: ImportRow) throws -> ExistingThing? {
        let code = try row.code("code")
        func found() throws -> AgreementKind? {
            try reading.agreementKinds().first { $0.code == code }
        }
        guard try found() != nil else { return nil }
        return ExistingThing(
            name: code.description,
            cells: { try found().map(AgreementKind.fields.cells) ?? [] },
            edit: {
                _ = try transaction.setAgreementKind(code, row.form(without: ["code"]))
                return []
            })
    }

    func ladder(_ row: ImportRow) throws -> ExistingThing? {
        let anchor = try AnchorName(row.needed("anchor"), field: "anchor")
        let scope = try Ladders.Scope(row.needed("scope"), field: "scope")
        func found() throws -> Ladders.Rule? {
            try reading.ladderRules().first {
                $0.origin == .user && $0.anchor == anchor && $0.scope == scope
                    && $0.scopeCode == row["scope_code"]
            }
        }
        guard let rule = try found() else { return nil }
        return ExistingThing(
            name: "\(rule.scopeCode ?? scope.rawValue):\(anchor)",
            cells: { [("rungs", .text(try found()?.ladder))] },
            edit: {
                let ladder = try row["rungs"].map { try Ladder($0) } ?? rule.ladder
                if ladder != rule.ladder {
                    try transaction.setLadder(
                        Ladders.Rule(
                            scope: scope, scopeCode: rule.scopeCode, anchor: anchor, ladder: ladder,
                            origin: .user))
                }
                return []
            })
    }

    func formerCode(_ row: ImportRow) throws -> ExistingThing? {
        let noun = try Noun(coded: row.needed("noun"))
        let code = try row.code("code")
        guard try reading.isFormer(code, of: noun) else { return nil }
        let current = try reading.current(code, of: noun)
        return ExistingThing(
            name: code.description,
            fixed: [
                (
                    "leads_to", current.description,
                    "attestry \(noun.rawValue) rename gives \(current) another code"
                )
            ])
    }
}
