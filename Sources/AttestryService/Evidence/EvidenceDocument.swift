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
    /// The milestones that count for each version of a certificate.
    private let milestonesByVersion: [Int: [Milestone]]
    /// Its whole life as it is known on the day asked about; none in a list.
    package let life: [Stretch]
    /// The day asked about.
    package let day: CivilDate
    /// Whether one version was asked for rather than the current one.
    package let namesVersion: Bool

    /// The document of a version reference on a day. Throws `notFound`.
    init(_ world: EvidenceWorld, _ reference: VersionReference, on day: CivilDate) throws {
        let code = world.evidence.code
        let seen = world.evidence.seen(on: day)
        evidence = seen
        scheme = world.scheme
        self.day = day
        namesVersion = reference.version != nil
        let numbers = seen.versions.map(\.version)
        history = try Dictionary(
            numbers.map { ($0, try world.portfolio.verdict(on: code, version: $0, at: day)) }
        ) { first, _ in first }
        verdict =
            try reference.version.map {
                try world.portfolio.verdict(on: code, version: $0, at: day)
            } ?? world.portfolio.verdict(on: code, at: day)
        let named = try reference.version.map { try world.evidence.version($0).seen(on: day) }
        version = named ?? seen.version(in: verdict)
        life = try world.portfolio.life(of: code, asOf: day)
        milestonesByVersion =
            scheme.kind == .report
            ? [:]
            : try Dictionary(
                world.evidence.versions.map { version in
                    (version.version, try world.milestones(of: version).map { $0.seen(on: day) })
                }
            ) { first, _ in first }
    }

    /// A line of a list: no history.
    init(_ evidence: Evidence, in portfolio: Portfolio, on day: CivilDate) throws {
        self.evidence = evidence.seen(on: day)
        scheme = try portfolio.lookUp(evidence.code).scheme
        verdict = try portfolio.verdict(on: evidence.code, at: day)
        version = self.evidence.version(in: verdict)
        history = [:]
        milestonesByVersion = [:]
        life = []
        namesVersion = false
        self.day = day
    }

    /// What the version should have and was recorded without.
    package var missing: [String] { version.map(missing) ?? [] }

    /// What a version should have and was recorded without.
    func missing(_ version: Version) -> [String] {
        scheme.missing(in: version.content) + (version.document == nil ? ["document"] : [])
    }

    /// `CODE`, or `CODE@N` where one version was asked for.
    package var name: String {
        namesVersion
            ? VersionReference(code: evidence.code, version: version?.version).description
            : evidence.code.description
    }

    /// The milestones that count for the version shown.
    package var milestones: [Milestone] { version.map { milestones(of: $0) } ?? [] }

    /// The milestones that count for a version.
    package func milestones(of version: Version) -> [Milestone] {
        milestonesByVersion[version.version] ?? []
    }

    /// The versions beside the one shown that were out by the day and stand.
    package var otherVersions: [Version] {
        evidence.versions.filter {
            !$0.isVoided && $0.version != version?.version && $0.content.issuedOn <= day
        }
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

extension Evidence {
    /// The version that a verdict is about; nil where it is not there.
    fileprivate func version(in verdict: Verdict) -> Version? {
        versions.first { $0.version == verdict.version }
    }
}
