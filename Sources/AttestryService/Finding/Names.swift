package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The code of the customer that a text names without doubt: its code, name or domain. Throws
    /// `conflict` where it names several.
    package func customer(named text: String, _ field: String) throws -> Code {
        try code(text, of: .customer, field, by: ["name", "domains"]) { try $0.hasCustomer($1) }
    }

    package func customer(named text: String?, _ field: String) throws -> Code? {
        try text.map { try customer(named: $0, field) }
    }

    /// The code of the agreement that a text names without doubt: its code, the customer and the
    /// kind (`acme nda`), or the SHA-256 of its document.
    package func agreement(named text: String, _ field: String) throws -> Code {
        if Code(text) == nil, let code = try agreement(ofCustomerAndKind: text, field) {
            return code
        }
        return try code(text, of: .agreement, field, by: ["sha256"]) { try $0.hasAgreement($1) }
    }

    /// The code of the activity that a text names without doubt: its code or its title.
    package func activity(named text: String, _ field: String) throws -> Code {
        try code(text, of: .activity, field, by: ["title"]) { try $0.hasActivity($1) }
    }

    /// The evidence or the version that a text names without doubt: `CODE`, `CODE@N`, a title, a
    /// number, or the SHA-256 of a document.
    package func version(named text: String) throws -> VersionReference {
        let parts = text.parts(at: "@")
        let isName = Code(parts[0]) != nil && parts.count <= 2
        if isName, try parts.count == 2 || knows(parts[0]) { return try VersionReference(text) }
        let names = try names(.evidence, text, by: ["title", "number", "sha256"])
        if let name = try one(of: names, .evidence, text, "code") {
            return try VersionReference(name)
        }
        guard isName else { throw unknown("certificate or report", text, "code") }
        return try VersionReference(text)
    }

    /// The code of the evidence that a text names without doubt.
    package func evidence(named text: String, _ field: String) throws -> Code {
        let reference = try version(named: text)
        if text == reference.description, reference.version != nil {
            return try Code(text, field: field)
        }
        return reference.code
    }

    /// The number of the release that a text names without doubt: its number, the name of the copy,
    /// or the SHA-256 of the copy.
    package func distribution(named text: String) throws -> DistributionName {
        if let name = try? DistributionName(text) { return name }
        let names = try names(.distribution, text, by: ["copy_id", "copy_sha256"])
        return try DistributionName(one(of: names, .distribution, text, "id") ?? text)
    }

    private func knows(_ code: String) throws -> Bool {
        try store.read { try $0.hasEvidence(Code(code, field: "code")) }
    }

    /// The code itself where it is known; else that of the only thing of which one of the fields
    /// says the same.
    private func code(
        _ text: String, of noun: Named.Noun, _ field: String, by fields: Set<String>,
        isKnown: (ReadTransaction, Code) throws -> Bool
    ) throws -> Code {
        let code = Code(text)
        if let code, try store.read({ try isKnown($0, code) }) { return code }
        if let name = try one(of: names(noun, text, by: fields), noun, text, field) {
            return try Code(name, field: field)
        }
        guard let code else { throw unknown(noun.word, text, field) }
        return code
    }

    /// The names of all of which one of these fields says the text.
    private func names(_ noun: Named.Noun, _ text: String, by fields: Set<String>) throws
        -> [String]
    {
        let sought = Folded(text.trimmed)
        var found: [String] = []
        try store.read { reading in
            try reading.eachNamed(noun) { named in
                guard fields.contains(named.field), Folded(named.value) == sought,
                    !found.contains(named.name)
                else { return }
                found.append(named.name)
            }
        }
        return found
    }

    private func agreement(ofCustomerAndKind text: String, _ field: String) throws -> Code? {
        let words = text.trimmed.parts(at: " ").filter { !$0.isEmpty }
        guard words.count > 1, let kind = words.last.flatMap({ Code($0) }) else { return nil }
        let name = words.dropLast().joined(separator: " ")
        guard try store.read({ try $0.agreementKinds() }).contains(where: { $0.code == kind })
        else { return nil }
        let customer = try customer(named: name, field)
        let all = try store.read { try $0.agreements(of: $0.customer(customer).id) }
            .filter { $0.kind.code == kind && !$0.isVoided }
        return try one(of: all.map(\.code.description), .agreement, text, field)
            .map { try Code($0, field: field) }
    }

    /// The only one of these names; nil where there is none. Throws `conflict` where there are
    /// several.
    private func one(
        of names: [String], _ noun: Named.Noun, _ text: String, _ field: String
    ) throws -> String? {
        guard names.count > 1 else { return names.first }
        let listed = names.prefix(20).joined(separator: " ")
        throw RegistryError(
            .conflict, "\(field): '\(text.abbreviated)' names \(names.count.of(noun.word))",
            hint: "give one of \(listed)" + (names.count > 20 ? " …" : ""), field: field)
    }

    private func unknown(_ noun: String, _ text: String, _ field: String) -> RegistryError {
        RegistryError(
            .notFound, "\(field): no \(noun) is called '\(text.abbreviated)'",
            hint: "attestry find TEXT looks everywhere", field: field)
    }
}

extension Named.Noun {
    fileprivate var word: String {
        switch self {
        case .evidence: "version"
        case .customer: "customer"
        case .agreement: "agreement"
        case .activity: "activity"
        case .distribution: "release"
        }
    }
}
