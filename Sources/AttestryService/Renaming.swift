package import AttestryDomain
import AttestryStorage

/// A noun of the command line whose things can be given another code.
package enum Renamable: String, Sendable {
    case certificate, report, product, customer, agreement, scheme, activity

    fileprivate var noun: RenamedNoun {
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
    /// Gives a thing another code; the old one leads to it from then on and is given to no other.
    /// Throws `notFound` where nothing goes by the old one, `conflict` where the new one is taken.
    package func rename(_ thing: Renamable, from old: Code, to new: Code, author: Author) throws {
        try write("\(thing.rawValue).rename", author) { transaction, today in
            let reading = transaction.reading
            let old = try reading.check(thing, old)
            guard new != old else {
                throw RegistryError(
                    .invalid, "'\(old)' is its code already", hint: "give another code",
                    field: "code")
            }
            let isTaken =
                switch thing.noun {
                case .evidence: try reading.hasEvidence(new)
                case .product: try reading.products().contains { $0.code == new }
                case .customer: try reading.hasCustomer(new)
                case .agreement: try reading.hasAgreement(new)
                case .activity: try reading.hasActivity(new)
                case .scheme: try reading.schemeCodes().contains(new.description)
                }
            if isTaken {
                throw RegistryError(
                    .conflict, "\(thing.noun.rawValue) '\(new)' exists already",
                    hint: "give another code", field: "code")
            }
            // It may have its own old code back.
            try reading.refuseFormer(new, of: thing.noun, unlessOf: old)
            try transaction.rename(thing.noun, from: old, to: new, recordedOn: today)
        }
    }

    /// What could not be evaluated and was passed over since it was opened.
    package var damages: [Damage] { store.damages }

    /// The codes that were asked for since the registry was opened and that led to others, each as
    /// a sentence.
    package var followedCodes: [String] {
        store.followedCodes.map { "\($0.noun.rawValue) '\($0.asked)' goes by '\($0.current)'" }
    }
}

extension ReadTransaction {
    /// The code by which a thing goes now. Throws `notFound` where none goes by it.
    fileprivate func check(_ thing: Renamable, _ code: Code) throws -> Code {
        switch thing {
        case .certificate: return try EvidenceWorld(code, as: .certificate, self).evidence.code
        case .report: return try EvidenceWorld(code, as: .report, self).evidence.code
        case .product: return try product(code).code
        case .customer: return try customer(code).code
        case .agreement: return try AgreementWorld(code, self).agreement.code
        case .activity: return try activity(code).code
        case .scheme:
            let item = try catalogueItem(code)
            try item.checkOwn("scheme '\(code)'", hint: "schemes of your own can be renamed")
            return try item.scheme().code
        }
    }
}
