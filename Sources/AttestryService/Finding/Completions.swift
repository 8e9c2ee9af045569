package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The codes of a noun, for completion.
    package func codes(of noun: Noun) throws -> [String] {
        try store.read { try $0.codes(of: noun) }
    }

    /// The codes of all evidence, or of that of a noun, for completion.
    package func evidenceCodes(of noun: Scheme.Noun? = nil) throws -> [String] {
        guard let noun else { return try codes(of: .evidence) }
        var codes: [String] = []
        try store.read { reading in
            try reading.eachNamed(.evidence) { named in
                if named.noun == noun.rawValue, named.field == "code" { codes.append(named.name) }
            }
        }
        return codes
    }

    /// The codes of the schemes under which a noun keeps its evidence.
    package func schemes(keptAs noun: Scheme.Noun) throws -> [String] {
        try store.read { reading in
            try reading.catalogue().filter { $0.kind?.noun == noun }.map(\.code)
        }
    }

    /// A scheme with its rules. Throws `notFound`.
    package func rules(of scheme: Code) throws -> Scheme {
        try store.read { try $0.catalogueItem(scheme).scheme() }
    }

    /// The editions of a scheme, or of that of the first evidence or scheme that one of the words
    /// names, for completion.
    package func editionCodes(of scheme: String?, _ words: [String]) throws -> [String] {
        try store.read { reading in
            let schemes = try reading.catalogue()
            let evidence = try reading.evidence()
            let held = words.lazy.compactMap { word in
                let code = word.parts(at: "@")[0]
                return evidence.first { $0.code.description == code }?.scheme.description
                    ?? schemes.first { $0.code == code }?.code
            }.first
            guard let wanted = scheme ?? held else { return [] }
            return schemes.first { $0.code == wanted }?.editions.map(\.code) ?? []
        }
    }

    /// The addresses of the people at a customer, or at that which one of the words names, for
    /// completion.
    package func contactAddresses(of customer: String?, _ words: [String]) throws -> [String] {
        try store.read { reading in
            for word in customer.map({ [$0] }) ?? words {
                guard let code = Code(word), try reading.has(code, .customer) else { continue }
                return try reading.contacts(of: reading.customer(code).id).map(\.email)
            }
            return []
        }
    }
}
