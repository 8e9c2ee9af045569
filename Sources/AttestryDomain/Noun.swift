/// A noun whose things are asked for one by one; it bears the name of its table.
///
/// What holds of a noun stands here once: what finds, lists, renames, imports and alerts reads it.
package enum Noun: String, Sendable, CaseIterable {
    case evidence, product, customer, agreement, scheme, activity, distribution

    /// The nouns whose things have codes, which can be given anew.
    package static let coded = allCases.filter(\.hasCodes)

    /// Whether its things have codes; those of others have numbers.
    package var hasCodes: Bool { self != .distribution }

    /// What one of it is called where a text names several.
    package var word: String {
        switch self {
        case .evidence: "version"
        case .distribution: "release"
        case .product, .customer, .agreement, .scheme, .activity: rawValue
        }
    }

    /// The fields beside the code that name one thing without doubt, wherever it is asked for.
    package var namingFields: Set<String> {
        switch self {
        case .evidence: ["title", "ref"]
        case .customer: ["name", "domains", "ref"]
        case .agreement: ["sha256", "ref"]
        case .activity: ["title"]
        case .distribution: ["copy_id", "copy_sha256"]
        case .product, .scheme: []
        }
    }

    /// Whether other systems have names for its things.
    package var hasReferences: Bool { namingFields.contains("ref") }

    /// Whether its things can be removed, which leaves their codes to others.
    package var isRemovable: Bool { [.product, .customer, .scheme].contains(self) }

    /// The noun with codes that a word names. Throws `invalid`.
    package init(coded word: String) throws {
        guard let noun = Noun(rawValue: word), noun.hasCodes else {
            let words = Self.coded.map(\.rawValue).joined(separator: ", ")
            throw RegistryError.invalid("noun", word, "one of \(words)")
        }
        self = noun
    }
}

extension AlertSubject.Kind {
    /// The noun of what an alert is about.
    package var noun: Noun {
        switch self {
        case .evidence: .evidence
        case .agreement: .agreement
        case .customer: .customer
        case .distribution: .distribution
        case .activity: .activity
        }
    }
}
