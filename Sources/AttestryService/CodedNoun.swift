package import AttestryDomain
import AttestryStorage

/// A noun of the command line whose things have codes.
package enum CodedNoun: String, Sendable {
    case certificate, report, product, customer, agreement, scheme, activity

    /// The noun of the registry.
    package var noun: Noun {
        switch self {
        case .certificate, .report: .evidence
        case .product: .product
        case .customer: .customer
        case .agreement: .agreement
        case .scheme: .scheme
        case .activity: .activity
        }
    }
}

extension Registry {
    /// Everything that was recorded about the thing of a noun that a text names, oldest first,
    /// voided things included; up to an instant, where one is given.
    package func history(of noun: CodedNoun, named text: String, knownAt time: Timestamp?) throws
        -> [HistoryEntry]
    {
        let code = try code(of: noun.noun, named: text, "code")
        return try store.read { reading in
            try reading.entries(.about(reading.checked(code, noun), until: time))
                .history(of: ReadTransaction.tables(of: noun.noun))
        }
    }
}

extension ReadTransaction {
    /// The code by which a thing of a noun goes now. Throws `notFound` where none goes by it.
    func checked(_ code: Code, _ noun: CodedNoun) throws -> Code {
        switch noun {
        case .certificate: return try EvidenceWorld(code, as: .certificate, self).evidence.code
        case .report: return try EvidenceWorld(code, as: .report, self).evidence.code
        case .product: return try product(code).code
        case .customer: return try customer(code).code
        case .agreement: return try AgreementWorld(code, self).agreement.code
        case .activity: return try activity(code).code
        case .scheme: return try catalogueItem(code).scheme().code
        }
    }

    /// Throws `conflict` where a thing of a noun has the code, or had it.
    func refuseTaken(_ code: Code, _ noun: Noun, hint: String? = nil) throws {
        try refuseFormer(code, of: noun)
        guard try has(code, noun) else { return }
        throw RegistryError(
            .conflict, "\(noun) '\(code)' exists already",
            hint: hint ?? "attestry \(noun) edit \(code) changes it", field: "code")
    }
}
