package import AttestryDomain
import AttestryStorage

extension Registry {
    /// All schemes in short.
    package func schemes() throws -> [JSONValue] {
        try store.read { reading in
            try reading.catalogue().map { item in
                let scheme = try item.scheme()
                return [
                    "code": .string(item.code), "title": .string(item.title),
                    "kind": .string(scheme.kind.rawValue),
                    "validity_months": .count(scheme.validityMonths),
                    "expiring_days": .number(scheme.expiringDays),
                    "release_class": .string(scheme.releaseClass.rawValue),
                    "editions": .texts(item.editions.map(\.code)),
                    "origin": .string(item.origin.rawValue),
                ]
            }
        }
    }

    /// One scheme with its facts, editions and ladders. Throws `notFound`.
    package func scheme(_ code: Code) throws -> JSONValue {
        return try store.read { reading in
            let item = try reading.catalogueItem(code)
            let scheme = try item.scheme()
            let ladders = try reading.ladderRules()
                .filter {
                    $0.scope == .any || $0.scopeCode == item.code
                        || $0.scopeCode == scheme.kind.rawValue
                }
            return [
                "code": .string(item.code), "title": .string(item.title),
                "kind": .string(scheme.kind.rawValue), "origin": .string(item.origin.rawValue),
                "facts": .array(item.facts.effective.map(\.json)),
                "editions": .array(
                    item.editions.map { edition in
                        .object([
                            "code": .string(edition.code), "title": .string(edition.title),
                            "origin": .string(edition.origin.rawValue),
                            "facts": .array(edition.facts.effective.map(\.json)),
                        ])
                    }),
                "ladders": .array(ladders.map(\.json)),
            ]
        }
    }

    /// Adds a scheme of the user's. Throws `invalid` naming the fact, `conflict` where it exists.
    package func addScheme(
        _ code: Code, title: String?, kind: String, facts: [String: String], note: FactNote,
        author: Author
    ) throws {
        guard let kind = Scheme.Kind(rawValue: kind) else {
            throw RegistryError.invalid(
                "kind", kind,
                "one of \(Scheme.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let title = try Form.checked(title ?? code.description, field: "title")
        try write("scheme.add", author) { transaction, _ in
            guard try !transaction.reading.schemeCodes().contains(code.description) else {
                throw RegistryError(
                    .conflict, "scheme '\(code)' exists already",
                    hint: "attestry scheme edit \(code) changes its facts")
            }
            let key = try transaction.put(
                scheme: CatalogueItem(
                    code: code.description, title: title, kind: kind, origin: .user, facts: []))
            for fact in try note.facts(facts, FactForm.ofScheme) {
                try transaction.put(fact, scheme: key, edition: nil, subject: code.description)
            }
        }
    }

    /// Enters facts of the user's about a scheme; they count before the program's and outlive
    /// upgrades.
    package func editScheme(
        _ code: Code, facts: [String: String], note: FactNote, author: Author
    ) throws {
        try write("scheme.edit", author) { transaction, _ in
            let item = try transaction.reading.catalogueItem(code)
            for fact in try note.facts(facts, FactForm.ofScheme) {
                try transaction.put(fact, scheme: item.key, edition: nil, subject: code.description)
            }
        }
    }
}

/// Where a user has a fact from.
package struct FactNote: Sendable {
    /// The document or body that says so.
    package let source: String?
    /// The day on which it was last read.
    package let checkedOn: String?
    /// What a reader should know beside the value.
    package let note: String?

    package init(source: String? = nil, checkedOn: String? = nil, note: String? = nil) {
        self.source = source
        self.checkedOn = checkedOn
        self.note = note
    }

    /// Facts of the user's with these values; an empty value states that there is none.
    func facts(_ values: [String: String], _ forms: [String: FactForm]) throws -> [Fact] {
        guard !values.isEmpty else {
            throw RegistryError(
                .invalid, "no fact was given",
                hint: "--set NAME=VALUE with one of \(forms.keys.sorted().joined(separator: " "))")
        }
        return try values.sorted { $0.key < $1.key }.map { name, value in
            guard let form = forms[name] else {
                throw RegistryError.notFound("fact", name, among: forms.keys.sorted())
            }
            if !value.isEmpty { try form.check(value, name: name) }
            return Fact(
                name: name, value: value.isEmpty ? nil : value, confidence: .user,
                source: try source.map { try Form.checked($0, field: "source") }
                    ?? "the user",
                checkedOn: try checkedOn.map { try CivilDate($0, field: "checked_on") },
                note: try note.map { try Form.checked($0, field: "note") }, origin: .user)
        }
    }
}

extension Fact {
    /// The fact as scripts read it.
    var json: JSONValue {
        [
            "name": .string(name), "value": .text(value),
            "confidence": .string(confidence.rawValue),
            "confirmed": .bool(isConfirmed), "source": .string(source),
            "checked_on": .text(checkedOn),
            "note": .text(note), "origin": .string(origin.rawValue),
        ]
    }
}

extension Ladders.Rule {
    /// The ladder as scripts read it.
    var json: JSONValue {
        [
            "scope": .string(scope.rawValue), "scope_code": .text(scopeCode),
            "anchor": .string(anchor),
            "rungs": .string(ladder.description), "origin": .string(origin.rawValue),
        ]
    }
}
