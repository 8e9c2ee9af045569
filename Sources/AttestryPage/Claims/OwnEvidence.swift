package import AttestryDomain

/// What the registry holds of an evidence, for holding a page of its owner's against it.
package struct OwnEvidence: Sendable {
    let code: Code
    let scheme: Scheme
    /// What the version says that counts; nil where none has started.
    let content: VersionContent?
    let verdict: Verdict

    package init(code: Code, scheme: Scheme, content: VersionContent?, verdict: Verdict) {
        self.code = code
        self.scheme = scheme
        self.content = content
        self.verdict = verdict
    }

    /// Whether pages may speak of it: whatever is public. What is published counts as well, once
    /// that can be recorded.
    var isForPages: Bool { scheme.releaseClass == .public }
}

/// A page's claims against what the registry holds (`rules.md` §10, `--own`).
struct OwnRules {
    let text: PageText
    let held: [OwnEvidence]
    let products: [Product]

    /// What a claim says otherwise than the registry, with the rule that it breaks.
    func differences(_ mention: Mention, _ clause: Range<Int>) -> [(
        rule: String, severity: PageFinding.Severity, message: String, right: String?
    )] {
        let schemes = mention.name.schemes.map { text.book.schemes[$0] }
        guard schemes.contains(where: { $0.kind != .statement }) else { return [] }
        let own = held.filter { evidence in schemes.contains { $0.code == evidence.scheme.code } }
        guard let first = own.first else {
            return [("unsupported", .error, "the registry holds no such evidence", nil)]
        }
        let valid = own.filter(\.verdict.isInForce)
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
        let named = products.filter { product in
            let name = PageBook.words(product.name)
            return !name.isEmpty && said.indices.contains { said[$0...].starts(with: name) }
        }
        guard !named.contains(where: { covered.contains($0.code) }), let other = named.first else {
            return []
        }
        let names = products.filter { covered.contains($0.code) }.map(\.name)
        return [
            (
                "scope_differs", .warning, "\(valid[0].code) does not cover \(other.name)",
                names.isEmpty ? nil : names.joined(separator: ", ")
            )
        ]
    }

    /// The evidence of the schemes mentioned last before a place of which the day or the number
    /// can be told.
    func nearest(_ mentions: [Mention], before word: Int, from start: Int) -> [OwnEvidence] {
        guard
            let mention = mentions.last(where: {
                $0.range.lowerBound >= start && $0.range.lowerBound <= word
            })
        else { return [] }
        let schemes = mention.name.schemes.map { text.book.schemes[$0].code }
        return held.filter { schemes.contains($0.scheme.code) && $0.verdict.isInForce }
    }
}
