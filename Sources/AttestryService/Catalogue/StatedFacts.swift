package import AttestryDomain
import AttestryStorage

/// Facts as a user states them about a scheme or an edition, and where they are from.
package struct StatedFacts: Sendable {
    /// The values by the names of the facts; an empty one states that there is none.
    var values: [String: String]
    private let source: String?
    private let checkedOn: CivilDate?
    private let note: String?

    /// The source is the document or body that says so, the day that on which it was last read, the
    /// note what a reader should know beside the values.
    package init(
        _ values: [String: String], source: String? = nil, checkedOn: CivilDate? = nil,
        note: String? = nil
    ) {
        self.values = values
        self.source = source
        self.checkedOn = checkedOn
        self.note = note
    }

    /// The facts, in the order of their names. Throws `invalid` and `notFound` for what is none.
    func facts(_ forms: [String: FactForm]) throws -> [Fact] {
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
                source: try source.map { try Form.checked($0, field: "source") } ?? "the user",
                checkedOn: checkedOn, note: try note.map { try Form.checked($0, field: "note") },
                origin: .user)
        }
    }

    /// Throws where a fact of a scheme lists a name, or names a parent, that nothing goes by;
    /// `after` is the scheme with these facts.
    func check(_ after: CatalogueItem, _ reading: ReadTransaction) throws {
        try RegistryError.check(after.scheme().strangers(in: Set(values.keys)))
        try checkParent(reading)
    }

    private func checkParent(_ reading: ReadTransaction) throws {
        if let parent = values["parent_scheme"], !parent.isEmpty {
            _ = try reading.catalogueItem(Code(parent, field: "parent_scheme"))
        }
    }

    /// The facts with the code by which a scheme goes now that one of them names.
    func following(_ reading: ReadTransaction) throws -> StatedFacts {
        guard let parent = values["parent_scheme"].flatMap({ Code($0) }) else { return self }
        var facts = self
        facts.values["parent_scheme"] = try reading.current(parent, of: .scheme).description
        return facts
    }

    /// Throws `notFound` where a fact names an edition or a scheme that is not there.
    func checkReferences(of edition: Code, _ item: CatalogueItem, _ reading: ReadTransaction)
        throws
    {
        for (fact, itself) in [("successor", edition.description), ("parent_scheme", item.code)]
        where values[fact] == itself {
            throw RegistryError(
                .invalid, "\(fact): '\(itself)' cannot be its own", hint: "name another one",
                field: fact)
        }
        if let successor = values["successor"], !successor.isEmpty {
            _ = try item.scheme().edition(successor)
        }
        try checkParent(reading)
    }
}
