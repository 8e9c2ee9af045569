package import AttestryDomain

/// An evidence as the outside sees it on a day: the version that is judged, its verdict, its past.
package struct EvidenceDocument: Sendable {
    package let evidence: Evidence
    package let scheme: Scheme
    /// The version that is shown: the one named, else the current one; nil where none stands.
    package let version: Version?
    package let verdict: Verdict
    /// The verdicts on each version alone.
    package let history: [Int: Verdict]
    /// The milestones that count for the version shown.
    package let milestones: [Milestone]
    /// Its whole life as it is known on the day asked about; none in a list.
    package let life: [Stretch]
    /// The day asked about.
    package let day: CivilDate
    /// Whether one version was asked for rather than the current one.
    package let namesVersion: Bool

    /// The document of a version reference on a day. Throws `notFound`.
    init(_ world: EvidenceWorld, _ reference: VersionReference, on day: CivilDate) throws {
        let code = world.evidence.code
        evidence = world.evidence
        scheme = world.scheme
        self.day = day
        namesVersion = reference.version != nil
        let numbers = world.evidence.versions.map(\.version)
        history = try Dictionary(
            numbers.map { ($0, try world.portfolio.verdict(on: code, version: $0, at: day)) }
        ) { first, _ in first }
        verdict =
            try reference.version.map {
                try world.portfolio.verdict(on: code, version: $0, at: day)
            } ?? world.portfolio.verdict(on: code, at: day)
        version = try (reference.version ?? verdict.version).map(world.evidence.version)
        life = try world.portfolio.life(of: code, asOf: day)
        milestones =
            try scheme.kind == .report ? [] : version.map { try world.milestones(of: $0) } ?? []
    }

    /// A line of a list: no history.
    init(_ evidence: Evidence, in portfolio: Portfolio, on day: CivilDate) throws {
        self.evidence = evidence
        scheme = try portfolio.lookUp(evidence.code).scheme
        verdict = try portfolio.verdict(on: evidence.code, at: day)
        version = try verdict.version.map { try evidence.version($0) }
        history = [:]
        milestones = []
        life = []
        namesVersion = false
        self.day = day
    }

    /// `CODE`, or `CODE@N` where one version was asked for.
    package var name: String {
        namesVersion
            ? VersionReference(code: evidence.code, version: version?.version).description
            : evidence.code.description
    }

    /// The bridge letters of the version that count.
    package var letters: [BridgeLetter] { version?.bridgeLetters.filter { !$0.isVoided } ?? [] }

    /// The evidence's own title, else the edition's, else the scheme's.
    package var title: String { scheme.title(of: version, of: evidence) }

    /// The day on which a public registry changes how it lists the version: so many months after
    /// its start; nil where the scheme has no such registry.
    package func listingLimit(_ months: Int?) -> CivilDate? {
        guard let months else { return nil }
        return version?.start.adding(months: months)
    }
}
