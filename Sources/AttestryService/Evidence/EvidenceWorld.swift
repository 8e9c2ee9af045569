import AttestryDomain
import AttestryStorage

/// An evidence with what its verdict looks at: its parents, its scheme and theirs.
struct EvidenceWorld {
    var evidence: Evidence
    let item: CatalogueItem
    let scheme: Scheme
    let portfolio: Portfolio

    /// Throws `notFound` where there is no such evidence or it goes by another noun.
    init(_ code: Code, as noun: Scheme.Noun?, _ reading: ReadTransaction) throws {
        let code = try reading.current(code, of: .evidence)
        let family = try reading.family(of: code)
        let items = try reading.catalogue(Set(family.map(\.scheme)))
        guard let evidence = family.first(where: { $0.code == code }),
            let item = items.first(where: { $0.code == evidence.scheme.description })
        else { throw RegistryError(.damaged, "evidence '\(code)' has no scheme") }
        self.evidence = evidence
        self.item = item
        scheme = try item.scheme()
        portfolio = Portfolio(schemes: try items.map { try $0.scheme() }, evidence: family)
        if let noun, scheme.kind.noun != noun {
            let other = scheme.kind.noun.rawValue
            throw RegistryError(
                .notFound, "'\(code)' is a \(other), not a \(noun.rawValue)",
                hint: "attestry \(other) show \(code)")
        }
    }

    /// An evidence that is about to be recorded, without a version.
    init(new code: Code, _ item: CatalogueItem, _ scheme: Scheme, recordedOn: CivilDate) {
        evidence = Evidence(id: ID(0), code: code, scheme: scheme.code, recordedOn: recordedOn)
        self.item = item
        self.scheme = scheme
        portfolio = Portfolio(schemes: [scheme], evidence: [])
    }

    /// What it is called at the command line.
    var noun: String { scheme.kind.noun.rawValue }

    /// The version that a reference names on a day: the numbered one, else the current one.
    func version(_ reference: VersionReference, on day: CivilDate) throws -> Version {
        if let number = reference.version { return try evidence.version(number) }
        let verdict = try portfolio.verdict(on: evidence.code, at: day)
        guard let number = verdict.version else {
            throw RegistryError(.notFound, "'\(evidence.code)' has no version that stands")
        }
        return try evidence.version(number)
    }

    /// The version that a reference names on a day. Throws `conflict` for one that was recorded in
    /// error.
    func standingVersion(_ reference: VersionReference, on day: CivilDate) throws -> Version {
        let version = try version(reference, on: day)
        guard !version.isVoided else {
            throw RegistryError(
                .conflict, "\(name(of: version)) was recorded in error",
                hint: "name a version that stands")
        }
        return version
    }

    func name(of version: Version) -> VersionReference {
        VersionReference(code: evidence.code, version: version.version)
    }
}

extension Registry {
    /// Runs one use case that changes a version, or what hangs on it.
    func change<Result>(
        _ verb: String, _ reference: VersionReference, as noun: Scheme.Noun, _ author: Author,
        _ body: (WriteTransaction, EvidenceWorld, Version, _ today: CivilDate) throws -> Result
    ) throws -> Result {
        try write("\(noun.rawValue).\(verb)", author) { transaction, today in
            let world = try EvidenceWorld(reference.code, as: noun, transaction.reading)
            return try body(transaction, world, world.version(reference, on: today), today)
        }
    }
}

/// Everything recorded, with the whole catalogue.
struct RegistryWorld {
    let portfolio: Portfolio
    let evidence: [Evidence]
    let settings: Settings

    /// With `usedSchemesOnly` the catalogue holds nothing but what the evidence is held under. What
    /// cannot be read is passed over.
    init(_ reading: ReadTransaction, usedSchemesOnly: Bool = false) throws {
        evidence = try reading.readableEvidence()
        let schemes = usedSchemesOnly ? Set(evidence.map(\.scheme)) : nil
        portfolio = Portfolio(
            schemes: try reading.schemes(schemes), evidence: evidence)
        settings = try reading.settings()
    }
}
