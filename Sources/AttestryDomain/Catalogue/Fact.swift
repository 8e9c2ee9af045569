/// One statement of the catalogue about a scheme or an edition, with where it comes from.
///
/// `rules.md` §1: a fact is confirmed when its confidence is H or M, or the user entered it.
package struct Fact: Hashable, Sendable {
    /// How far a statement can be trusted.
    package enum Confidence: String, Sendable, CaseIterable {
        /// The scheme owner, a regulator or the legal text says so, or three sources agree.
        case high = "H"
        /// One good secondary source, or several weaker ones that agree.
        case medium = "M"
        /// One weak source: shown as to be confirmed, decides nothing.
        case low = "L"
        /// Background knowledge without a source: decides nothing.
        case background = "BK"
        /// Looked for and not found: the value stays empty.
        case notFound = "NF"
        /// A choice of the product, not a statement about the world.
        case recommended = "R"
        /// Entered by the user of this registry.
        case user
    }

    /// Who put the fact there; the program updates its own and never the user's.
    package enum Origin: String, Sendable, CaseIterable {
        case attestry, user
    }

    /// What the fact states, such as `validity_months` or `retires_on`; see ``FactForm``.
    package var name: String
    /// The value in the form of its name; nil where nothing is known or the limit does not exist.
    package var value: String?
    /// How far the value can be trusted.
    package var confidence: Confidence
    /// The document or body that says so.
    package var source: String
    /// The day on which the source was last read.
    package var checkedOn: CivilDate?
    /// What a reader should know beside the value.
    package var note: String?
    /// Whose fact it is.
    package var origin: Origin

    package init(
        name: String, value: String?, confidence: Confidence, source: String,
        checkedOn: CivilDate? = nil, note: String? = nil, origin: Origin = .attestry
    ) {
        self.name = name
        self.value = value
        self.confidence = confidence
        self.source = source
        self.checkedOn = checkedOn
        self.note = note
        self.origin = origin
    }

    /// Whether it may decide something: it is confirmed, or a choice of the product.
    package var mayDecide: Bool { isConfirmed || confidence == .recommended }

    /// Whether the fact may decide a verdict (`rules.md` §1).
    package var isConfirmed: Bool {
        switch confidence {
        case .high, .medium, .user: true
        case .low, .background, .notFound, .recommended: false
        }
    }
}

extension [Fact] {
    /// The fact of this name that counts: the user's before the program's.
    package func effective(_ name: String) -> Fact? {
        last { $0.name == name && $0.origin == .user } ?? last { $0.name == name }
    }

    /// The facts that count, one a name, sorted by name.
    package var effective: [Fact] { Set(map(\.name)).sorted().compactMap { effective($0) } }
}
