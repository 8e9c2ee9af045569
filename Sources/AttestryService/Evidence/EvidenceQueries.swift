package import AttestryDomain
import AttestryStorage

extension Registry {
    /// One evidence, or one version of it, on a day. Throws `notFound`.
    package func show(_ reference: VersionReference, as noun: Scheme.Noun, asOf day: CivilDate?)
        throws -> EvidenceDocument
    {
        try read(asOf: day) { reading, day in
            try EvidenceDocument(
                EvidenceWorld(reference.code, as: noun, reading), reference, on: day)
        }
    }

    /// All evidence of a noun, or of both, on a day, in the order of the codes, kept by the filter.
    package func list(as noun: Scheme.Noun?, asOf day: CivilDate?, _ filter: EvidenceFilter) throws
        -> [EvidenceDocument]
    {
        try read(asOf: day) { try $0.evidence(as: noun, on: $1, filter) }
    }
}

extension ReadTransaction {
    /// All evidence of a noun, or of both, on a day, in the order of the codes, kept by the filter.
    func evidence(as noun: Scheme.Noun?, on day: CivilDate, _ filter: EvidenceFilter) throws
        -> [EvidenceDocument]
    {
        let world = try RegistryWorld(self)
        var filter = filter
        filter.scheme = try filter.scheme.map { try current($0, of: .scheme) }
        filter.product = try filter.product.map { try current($0, of: .product) }
        try filter.check(world.portfolio, products: products())
        try filter.owner.map(checkOwner)
        return try world.evidence.filter(filter.keeps)
            .compactMap { item in
                try sound("evidence", "\(item.code)") {
                    try EvidenceDocument(item, in: world.portfolio, on: day)
                }
            }
            .filter {
                $0.scheme.kind.noun == noun ?? $0.scheme.kind.noun
                    && filter.keeps($0, owner: world.settings.owner)
            }
    }
}

/// Which evidence a list keeps.
package struct EvidenceFilter: Sendable {
    /// Only evidence of this scheme.
    package var scheme: Code?
    /// Only evidence whose verdict is in this state.
    package var state: Verdict.State?
    /// Only evidence whose version covers this product.
    package var product: Code?
    /// Only evidence in force.
    package var inForceOnly = false
    /// Only evidence that this person keeps.
    package var owner: String?
    /// Whether evidence of which every version was recorded in error is there too.
    package var includesVoided = false
    /// Only such evidence, in place of all other.
    package var voidedOnly = false

    package init() {}

    func check(_ portfolio: Portfolio, products: [Product]) throws {
        if let scheme, portfolio.schemes[scheme] == nil {
            throw RegistryError.notFound(
                "scheme", scheme.description, among: portfolio.schemes.keys.map(\.description))
        }
        if let product, !products.contains(where: { $0.code == product }) {
            throw RegistryError.notFound(
                "product", product.description, among: products.map(\.code.description))
        }
    }

    func keeps(_ evidence: Evidence) -> Bool {
        evidence.isVoided ? includesVoided || voidedOnly : !voidedOnly
    }

    /// `other` keeps what has no owner of its own.
    func keeps(_ document: EvidenceDocument, owner other: String?) -> Bool {
        document.scheme.code == scheme ?? document.scheme.code
            && document.verdict.state == state ?? document.verdict.state
            && (product.map { document.version?.covers.contains($0) ?? false } ?? true)
            && (!inForceOnly || document.verdict.isInForce)
            && (owner.map { EmailAddress.areSame($0, document.evidence.owner ?? other ?? "") }
                ?? true)
    }
}
