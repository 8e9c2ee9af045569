package import AttestryDomain

/// What the registry holds of an evidence, for holding a page of its owner's against it.
package struct OwnEvidence: Sendable {
    let code: Code
    let scheme: Scheme
    /// What the version says that counts; nil where none has started.
    let content: VersionContent?
    let verdict: Verdict
    /// Whether the registry holds the document itself.
    let hasDocument: Bool
    /// Whether somebody decided that it stands on the page.
    let isPublished: Bool

    package init(
        code: Code, scheme: Scheme, content: VersionContent?, verdict: Verdict,
        hasDocument: Bool, isPublished: Bool
    ) {
        self.code = code
        self.scheme = scheme
        self.content = content
        self.verdict = verdict
        self.hasDocument = hasDocument
        self.isPublished = isPublished
    }

    /// Whether pages should speak of it: whatever is public or published.
    var isForPages: Bool { isPublished || scheme.releaseClass == .public }
}

/// What the registry of a page's owner holds.
package struct OwnRegistry: Sendable {
    let evidence: [OwnEvidence]
    let products: [Product]
    /// Files that are not for everybody: what each is, by the SHA-256 of its bytes.
    let restricted: [String: String]

    package init(evidence: [OwnEvidence], products: [Product], restricted: [String: String]) {
        self.evidence = evidence
        self.products = products
        self.restricted = restricted
    }
}

/// A page's claims against what the registry holds (`rules.md` §10, `--own`).
struct OwnRules {
    let text: PageText
    let registry: OwnRegistry
    /// What is in force, by the numbers of its schemes in the book.
    private let validByScheme: [Int: [OwnEvidence]]

    var restricted: [String: String] { registry.restricted }

    init(_ text: PageText, _ registry: OwnRegistry) {
        self.text = text
        self.registry = registry
        let numbers = Dictionary(
            text.book.schemes.indices.map { (text.book.schemes[$0].code, $0) }
        ) { first, _ in first }
        validByScheme = Dictionary(
            grouping: registry.evidence.filter(\.verdict.isInForce)
        ) { numbers[$0.scheme.code] ?? -1 }
    }

    /// What is in force of the schemes that a mention may mean.
    func valid(_ mention: Mention) -> [OwnEvidence] {
        mention.name.schemes.sorted().flatMap { validByScheme[$0] ?? [] }
    }

    /// What a claim says otherwise than the registry, with the rule that it breaks.
    func differences(_ mention: Mention, _ clause: Range<Int>) -> [(
        rule: String, severity: PageFinding.Severity, message: String, right: String?
    )] {
        let schemes = mention.name.schemes.map { text.book.schemes[$0] }
        guard schemes.contains(where: { $0.kind != .statement }) else { return [] }
        let own = registry.evidence.filter { evidence in
            schemes.contains { $0.code == evidence.scheme.code }
        }
        guard let first = own.first else {
            return [("unsupported", .error, "the registry holds no such evidence", nil)]
        }
        let valid = valid(mention)
        guard !valid.isEmpty else {
            let since = first.verdict.since.map { " since \($0)" } ?? ""
            let state = first.verdict.state.rawValue
            return [("not_in_force", .error, "\(first.code) is \(state)\(since)", nil)]
        }
        return edition(mention, valid) + scope(clause, valid)
    }

    private func edition(_ mention: Mention, _ valid: [OwnEvidence]) -> [(
        rule: String, severity: PageFinding.Severity, message: String, right: String?
    )] {
        let held = valid.compactMap(\.content?.edition)
        guard let said = mention.edition, !held.isEmpty, !held.contains(said) else { return [] }
        return [
            (
                "edition_differs", .warning, "\(valid[0].code) is to edition \(held[0])",
                valid[0].scheme.editions[held[0]]?.title
            )
        ]
    }

    /// A product named beside the claim that nothing in force covers.
    private func scope(_ clause: Range<Int>, _ valid: [OwnEvidence]) -> [(
        rule: String, severity: PageFinding.Severity, message: String, right: String?
    )] {
        let covered = Set(valid.flatMap { $0.content?.covers ?? [] })
        guard !covered.isEmpty else { return [] }
        let said = clause.map { text.text($0) }
        let named = registry.products.filter { product in
            let name = PageBook.words(product.name)
            return !name.isEmpty && said.indices.contains { said[$0...].starts(with: name) }
        }
        guard !named.contains(where: { covered.contains($0.code) }), let other = named.first else {
            return []
        }
        let names = registry.products.filter { covered.contains($0.code) }.map(\.name)
        return [
            (
                "scope_differs", .warning, "\(valid[0].code) does not cover \(other.name)",
                names.isEmpty ? nil : names.joined(separator: ", ")
            )
        ]
    }
}
