package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The editions of one scheme or of all, with the dates that may decide.
    package func editions(of scheme: Code?) throws -> [EditionDocument] {
        try store.read { reading in
            let items = try scheme.map { [try reading.catalogueItem($0)] } ?? reading.catalogue()
            return try items.flatMap { item in
                try reading.sound("scheme", item.code) {
                    _ = try item.scheme()
                    return EditionDocument.all(of: item)
                } ?? []
            }
        }
    }

    /// Adds an edition of the user's to a scheme. Throws `invalid`, or `conflict` where it exists.
    package func addEdition(
        _ code: Code, of scheme: Code, title: String?, _ facts: StatedFacts, author: Author
    ) throws {
        try write("edition.add", author) { transaction, _ in
            let item = try transaction.reading.catalogueItem(scheme)
            guard !item.editions.contains(where: { $0.code == code.description }) else {
                throw RegistryError(
                    .conflict, "edition '\(code)' of \(scheme) exists already",
                    hint: "attestry edition edit \(scheme) \(code) changes its facts")
            }
            let title = try Form.checked(title ?? "\(item.title) \(code)", field: "title")
            let key = try transaction.put(
                edition: CatalogueItem(
                    code: code.description, title: title, origin: .user, facts: []),
                of: item.key, named: item.code)
            var facts = facts
            if facts.values["parent_scheme"] == nil {
                facts.values["parent_scheme"] = item.facts.effective("parent_scheme")?.value
            }
            if !facts.values.isEmpty { try transaction.state(facts, of: key, code, item) }
        }
    }

    /// Enters facts of the user's about an edition, such as a retirement date that got confirmed,
    /// or gives an edition of the user's another title.
    package func editEdition(
        _ code: Code, of scheme: Code, title: String? = nil, _ facts: StatedFacts, author: Author
    ) throws {
        let title = try title.map { try Form.checked($0, field: "title") }
        try write("edition.edit", author) { transaction, _ in
            try transaction.editEdition(code, of: scheme, title: title, facts)
        }
    }

    /// Removes an edition of the user's. Throws `conflict` naming what uses it, and where it is
    /// the program's.
    package func removeEdition(_ code: Code, of scheme: Code, author: Author) throws {
        try write("edition.remove", author) { transaction, _ in
            let item = try transaction.reading.catalogueItem(scheme)
            let edition = try item.edition(code)
            let name = "edition '\(code)' of \(scheme)"
            try edition.checkOwn(name, hint: "editions of your own can be removed")
            try RegistryError.refuseUsed(
                name, by: transaction.reading.uses(of: edition, in: item))
            try transaction.remove(edition: edition, of: item.code)
        }
    }
}

extension CatalogueItem {
    /// The edition of a code. Throws `notFound` listing the ones there are.
    fileprivate func edition(_ code: Code) throws -> CatalogueItem {
        let edition = try scheme().edition(code.description)
        guard let item = editions.first(where: { $0.code == edition.code }) else {
            throw RegistryError(.damaged, "edition '\(code)' cannot be read")
        }
        return item
    }
}

extension WriteTransaction {
    func editEdition(
        _ code: Code, of scheme: Code, title: String? = nil, _ facts: StatedFacts
    ) throws {
        let item = try reading.catalogueItem(scheme)
        let edition = try item.edition(code)
        if let title {
            try edition.checkOwn("edition '\(code)' of \(scheme)", hint: CatalogueItem.titleHint)
            _ = try put(edition: edition.titled(title), of: item.key, named: item.code)
        }
        if title == nil || !facts.values.isEmpty {
            try state(facts, of: edition.key, code, item)
        }
    }

    fileprivate func state(
        _ facts: StatedFacts, of key: Int64, _ edition: Code, _ item: CatalogueItem
    ) throws {
        let facts = try facts.following(reading)
        try facts.checkReferences(of: edition, item, reading)
        try put(
            facts.facts(FactForm.ofEdition), of: item.key, item,
            edition: (key, edition.description))
    }
}
