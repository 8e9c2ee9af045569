package import AttestryDomain
package import AttestryStorage

/// The schemes, editions, facts, ladders and kinds of agreements that the program brings, read from
/// its embedded tables.
package struct Catalogue: Sendable {
    /// Grows with each change to the tables; a registry that holds an older one takes over the new.
    package static let version = 7

    /// The schemes with their editions and facts.
    package let schemes: [CatalogueItem]
    /// The ladders.
    package let ladders: [Ladders.Rule]
    /// The kinds of agreements.
    package let agreementKinds: [AgreementKind]

    /// The catalogue of this program. Throws `damaged` where a table does not fit together.
    package static func builtIn() throws -> Catalogue {
        let facts = try table(PackageResources.facts_csv)
        let editions = try table(PackageResources.editions_csv)
        let schemes = try table(PackageResources.schemes_csv).map { row in
            CatalogueItem(
                code: row.text("code"), title: row.text("title"),
                kind: try row.choice("kind") as Scheme.Kind, origin: .attestry,
                facts: try facts.facts(scheme: row.text("code"), edition: "", FactForm.ofScheme),
                editions: try editions.filter { $0.text("scheme") == row.text("code") }.map {
                    edition in
                    CatalogueItem(
                        code: edition.text("code"), title: edition.text("title"), origin: .attestry,
                        facts: try facts.facts(
                            scheme: row.text("code"), edition: edition.text("code"),
                            FactForm.ofEdition))
                })
        }
        let ladders = try table(PackageResources.ladders_csv).map { row in
            Ladders.Rule(
                scope: try row.choice("scope"), scopeCode: row.optional("scope_code"),
                anchor: try AnchorName(row.text("anchor"), field: "anchor"),
                ladder: try Ladder(row.text("rungs")), origin: .attestry)
        }
        return Catalogue(
            schemes: schemes, ladders: ladders, agreementKinds: try builtInAgreementKinds())
    }

    /// Brings the program's rows of a registry up to date; what a user entered stays.
    package func write(to transaction: WriteTransaction) throws {
        let own = Self.usersOwn(try transaction.reading.catalogue())
        for item in schemes where !own.contains([item.code]) {
            let scheme = try transaction.put(scheme: item)
            try transaction.put(item.facts, of: scheme, item)
            for edition in item.editions where !own.contains([item.code, edition.code]) {
                let key = try transaction.put(edition: edition, of: scheme, named: item.code)
                try transaction.put(
                    edition.facts, of: scheme, item, edition: (key, edition.code))
            }
        }
        for ladder in ladders where !own.contains(ladder.scheme) { try transaction.put(ladder) }
        let changed = Set(
            try transaction.reading.agreementKinds().filter { $0.origin == .user }.map(\.code))
        for kind in agreementKinds where !changed.contains(kind.code) { try transaction.put(kind) }
    }

    private static func builtInAgreementKinds() throws -> [AgreementKind] {
        try table(PackageResources.agreement_kinds_csv).map { row in
            var kind = AgreementKind(code: try Code(row.text("code"), field: "code"), title: "")
            let form = Form(row.cells.filter { !$0.value.isEmpty })
            try RegistryError.check(form.fill(&kind, AgreementKind.fields, isNew: true))
            return kind
        }
    }

    /// The words of pages. Throws `damaged` where a row says nothing or nobody knows its cue.
    static func pageWords() throws -> [PageWording] {
        try table(PackageResources.page_words_csv).map { row in
            let words = row.text("words").parts(at: ";").map(\.trimmed).filter { !$0.isEmpty }
            return PageWording(
                cue: try row.choice("cue"), words: words, rule: row.text("rule"),
                source: row.text("source"))
        }
    }

    private static func table(_ bytes: [UInt8]) throws -> [TableRow] {
        let records = try CSVReader.records(bytes)
        guard let header = records.first?.map(\.text) else { return [] }
        return records.dropFirst().map { record in
            TableRow(cells: Dictionary(zip(header, record.map(\.text)), uniquingKeysWith: { $1 }))
        }
    }
}

extension Catalogue {
    /// The schemes, and the editions of schemes, that the user entered: nothing of the program's is
    /// added to one, should it bring one of the same code.
    private static func usersOwn(_ held: [CatalogueItem]) -> Set<[String]> {
        Set(
            held.flatMap { item in
                [item].filter { $0.origin == .user }.map { [$0.code] }
                    + item.editions.filter { $0.origin == .user }.map { [item.code, $0.code] }
            })
    }

    /// Those of them that the program brings too, by their names.
    package func overruled(among held: [CatalogueItem]) -> [String] {
        let brought = schemes.flatMap { item in
            [[item.code]] + item.editions.map { [item.code, $0.code] }
        }
        return Self.usersOwn(held).intersection(brought).map { $0.joined(separator: ":") }.sorted()
    }
}

extension Ladders.Rule {
    /// The scheme that it speaks for, as a path; empty for any other scope.
    fileprivate var scheme: [String] { scope == .scheme ? [scopeCode].compactMap(\.self) : [] }
}

/// A row of an embedded table.
private struct TableRow {
    let cells: [String: String]

    func text(_ column: String) -> String { cells[column] ?? "" }

    func optional(_ column: String) -> String? { text(column).isEmpty ? nil : text(column) }

    func choice<Choice: RawRepresentable<String>>(_ column: String) throws -> Choice {
        guard let choice = Choice(rawValue: text(column)) else {
            throw RegistryError(.damaged, "catalogue: \(column) cannot be '\(text(column))'")
        }
        return choice
    }
}

extension [TableRow] {
    fileprivate func facts(scheme: String, edition: String, _ forms: [String: FactForm]) throws
        -> [Fact]
    {
        try filter { $0.text("scheme") == scheme && $0.text("edition") == edition }.map { row in
            let name = row.text("name")
            guard let form = forms[name] else {
                throw RegistryError(.damaged, "catalogue: \(scheme) has an unknown fact '\(name)'")
            }
            if let value = row.optional("value") { try form.check(value, name: name) }
            return Fact(
                name: name, value: row.optional("value"), confidence: try row.choice("confidence"),
                source: row.text("source"), checkedOn: CivilDate(row.text("checked_on")),
                note: row.optional("note"))
        }
    }
}
