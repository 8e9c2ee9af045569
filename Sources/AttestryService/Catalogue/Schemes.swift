package import AttestryDomain
import AttestryStorage

extension Registry {
    /// All schemes, by their codes.
    package func schemes() throws -> [SchemeDocument] {
        try store.read { reading in
            let ladders = try reading.ladderRules()
            return try reading.catalogue().compactMap { item in
                try reading.sound("scheme", item.code) { try SchemeDocument(item, ladders) }
            }
        }
    }

    /// One scheme. Throws `notFound`.
    package func scheme(_ code: Code) throws -> SchemeDocument {
        try store.read { reading in
            try SchemeDocument(reading.catalogueItem(code), reading.ladderRules())
        }
    }

    /// Adds a scheme of the user's, which nobody is handed unless a fact says so. Throws `invalid`
    /// naming the fact, `conflict` where it exists.
    package func addScheme(
        _ code: Code, title: String?, kind: Scheme.Kind, _ facts: StatedFacts, author: Author
    ) throws {
        let title = try Form.checked(title ?? code.description, field: "title")
        var facts = facts
        facts.values.merge(["release_class": ReleaseClass.internal.rawValue]) { given, _ in given }
        try write("scheme.add", author) { transaction, _ in
            try transaction.reading.refuseTaken(
                code, .scheme, hint: "attestry scheme edit \(code) changes its facts")
            let item = CatalogueItem(
                code: code.description, title: title, kind: kind, origin: .user,
                facts: try facts.following(transaction.reading).facts(FactForm.ofScheme))
            try facts.check(item, transaction.reading)
            try transaction.put(item.facts, of: transaction.put(scheme: item), item)
        }
    }

    /// Enters facts of the user's about a scheme, which count before the program's and outlive
    /// upgrades, or gives a scheme of the user's another title.
    package func editScheme(
        _ code: Code, title: String? = nil, _ facts: StatedFacts, author: Author
    ) throws {
        let title = try title.map { try Form.checked($0, field: "title") }
        try write("scheme.edit", author) { transaction, _ in
            try transaction.editScheme(code, title: title, facts)
        }
    }

    /// Removes a scheme of the user's. Throws `conflict` naming what uses it, and where it is the
    /// program's.
    package func removeScheme(_ code: Code, author: Author) throws {
        try write("scheme.remove", author) { transaction, _ in
            let item = try transaction.reading.catalogueItem(code)
            try item.checkOwn("scheme '\(code)'", hint: "schemes of your own can be removed")
            try RegistryError.refuseUsed(
                "scheme '\(code)'", by: transaction.reading.uses(of: item))
            try transaction.remove(scheme: item)
        }
    }
}

extension CatalogueItem {
    /// What to do where a title is the program's.
    static let titleHint = "attestry certificate edit CODE --title gives your evidence one"

    /// Throws `conflict` where it is not the user's own.
    func checkOwn(_ name: String, hint: String) throws {
        guard origin == .user else {
            throw RegistryError(.conflict, "\(name) is the program's", hint: hint)
        }
    }

    /// It under another title.
    func titled(_ title: String) -> CatalogueItem {
        CatalogueItem(
            key: key, code: code, title: title, kind: kind, origin: origin, facts: facts,
            editions: editions)
    }
}

extension WriteTransaction {
    func editScheme(_ code: Code, title: String? = nil, _ facts: StatedFacts) throws {
        let item = try reading.catalogueItem(code)
        if let title {
            try item.checkOwn("scheme '\(code)'", hint: CatalogueItem.titleHint)
            _ = try put(scheme: item.titled(title))
        }
        guard title == nil || !facts.values.isEmpty else { return }
        let stated = try facts.following(reading).facts(FactForm.ofScheme)
        let others = item.facts.filter { $0.origin != .user || facts.values[$0.name] == nil }
        try facts.check(
            CatalogueItem(
                key: item.key, code: item.code, title: item.title, kind: item.kind,
                origin: item.origin, facts: others + stated, editions: item.editions),
            reading)
        try put(stated, of: item.key, item)
    }

    /// Adds or replaces facts about a scheme of a key, or about an edition of it.
    func put(
        _ facts: [Fact], of scheme: Int64, _ item: CatalogueItem,
        edition: (key: Int64, code: String)? = nil
    ) throws {
        let subject = item.code + (edition.map { ":\($0.code)" } ?? "")
        for fact in facts {
            try put(fact, scheme: scheme, edition: edition?.key, subject: subject)
        }
    }
}
