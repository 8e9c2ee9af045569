package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The editions of one scheme or of all, with the dates that may decide.
    package func editions(of scheme: String?) throws -> [JSONValue] {
        let wanted = try scheme.map { try Code($0, field: "scheme") }
        return try store.read { reading in
            let items = try wanted.map { [try reading.catalogueItem($0)] } ?? reading.catalogue()
            return items.flatMap { item in
                item.editions.map { row in
                    let edition = Edition(code: row.code, title: row.title, facts: row.facts)
                    return [
                        "scheme": .string(item.code), "code": .string(row.code),
                        "title": .string(row.title),
                        "published_on": .text(edition.publishedOn),
                        "last_issue_on": .text(edition.lastIssueOn),
                        "retires_on": .text(edition.retiresOn),
                        "successor": .text(edition.successor),
                        "parent_scheme": .text(edition.parentScheme),
                        "unconfirmed": .texts(
                            row.facts.effective.filter { !$0.isConfirmed }.map(\.name)),
                        "origin": .string(row.origin.rawValue),
                    ]
                }
            }
        }
    }

    /// Adds an edition of the user's to a scheme. Throws `invalid`, or `conflict` where it exists.
    package func addEdition(
        _ code: Code, of scheme: String, title: String?, facts: [String: String], note: FactNote,
        author: Author
    ) throws {
        let schemeCode = try Code(scheme, field: "scheme")
        let code = code.description
        try write("edition.add", author) { transaction, _ in
            let item = try transaction.reading.catalogueItem(schemeCode)
            guard !item.editions.contains(where: { $0.code == code }) else {
                throw RegistryError(
                    .conflict, "edition '\(code)' of \(scheme) exists already",
                    hint: "attestry edition edit \(scheme) \(code) changes its facts")
            }
            let title = try Form.checked(title ?? "\(item.title) \(code)", field: "title")
            let key = try transaction.put(
                edition: CatalogueItem(code: code, title: title, origin: .user, facts: []),
                of: item.key, named: item.code)
            var values = facts
            if values["parent_scheme"] == nil {
                values["parent_scheme"] = item.facts.effective("parent_scheme")?.value
            }
            guard !values.isEmpty else { return }
            try note.checkReferences(values, of: code, scheme: item, transaction.reading)
            for fact in try note.facts(values, FactForm.ofEdition) {
                try transaction.put(
                    fact, scheme: item.key, edition: key, subject: "\(item.code):\(code)")
            }
        }
    }

    /// Enters facts of the user's about an edition, such as a retirement date that got confirmed.
    package func editEdition(
        _ code: String, of scheme: String, facts: [String: String], note: FactNote, author: Author
    ) throws {
        let schemeCode = try Code(scheme, field: "scheme")
        try write("edition.edit", author) { transaction, _ in
            let item = try transaction.reading.catalogueItem(schemeCode)
            guard let edition = item.editions.first(where: { $0.code == code }) else {
                _ = try item.scheme().edition(code)
                return
            }
            try note.checkReferences(facts, of: code, scheme: item, transaction.reading)
            for fact in try note.facts(facts, FactForm.ofEdition) {
                try transaction.put(
                    fact, scheme: item.key, edition: edition.key, subject: "\(item.code):\(code)")
            }
        }
    }
}

extension FactNote {
    /// Throws `notFound` where a fact names an edition or a scheme that is not there.
    fileprivate func checkReferences(
        _ values: [String: String], of code: String, scheme item: CatalogueItem,
        _ reading: ReadTransaction
    ) throws {
        for (fact, itself) in [("successor", code), ("parent_scheme", item.code)]
        where values[fact] == itself {
            throw RegistryError(
                .invalid, "\(fact): '\(itself)' cannot be its own", hint: "name another one",
                field: fact)
        }
        if let successor = values["successor"], !successor.isEmpty {
            _ = try item.scheme().edition(successor)
        }
        if let parent = values["parent_scheme"], !parent.isEmpty {
            _ = try reading.catalogueItem(Code(parent, field: "parent_scheme"))
        }
    }
}
