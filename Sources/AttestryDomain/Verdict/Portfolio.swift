/// The evidence to judge together with the catalogue it is judged by.
///
/// Verdicts look from one evidence to its parents, so whoever asks hands in the parents as well.
/// A verdict is derived once a day asked: what rides on the same parents does not ask them again.
package struct Portfolio {
    /// The schemes by code.
    package let schemes: [Code: Scheme]
    /// The evidence by code.
    package let evidence: [Code: Evidence]
    private let known = Known()

    /// The verdicts derived so far.
    private final class Known {
        var verdicts: [Code: [CivilDate: Verdict]] = [:]
    }

    /// The portfolio of these schemes and this evidence.
    package init(schemes: [Scheme], evidence: [Evidence]) {
        self.schemes = Dictionary(schemes.map { ($0.code, $0) }) { first, _ in first }
        self.evidence = Dictionary(evidence.map { ($0.code, $0) }) { first, _ in first }
    }

    /// The verdict on an evidence on a day. Throws `notFound` where evidence or scheme is unknown.
    package func verdict(on code: Code, at day: CivilDate) throws -> Verdict {
        try verdict(on: code, at: day, children: [])
    }

    /// The verdict on a parent; `children` are the evidence on whose way here it lies. Throws
    /// `damaged` where a parent is its own descendant, which recording refuses.
    func verdict(on code: Code, at day: CivilDate, children: Set<Code>) throws -> Verdict {
        if let verdict = known.verdicts[code]?[day] { return verdict }
        let (evidence, scheme) = try lookUp(code)
        guard !children.contains(code) else {
            throw RegistryError(.damaged, "evidence '\(code)' is a parent of itself")
        }
        let verdict =
            scheme.kind == .report
            ? ReportRules(scheme: scheme, evidence: evidence).verdict(on: day)
            : try CertificateRules(
                portfolio: self, scheme: scheme, evidence: evidence, children: children
            ).verdict(on: day)
        known.verdicts[code, default: [:]][day] = verdict
        return verdict
    }

    /// The verdict on one version alone on a day (`rules.md` §2). Throws `notFound`.
    package func verdict(on code: Code, version number: Int, at day: CivilDate) throws -> Verdict {
        let (evidence, scheme) = try lookUp(code)
        let version = try evidence.version(number)
        guard !version.isVoided else { return .notStarted(.none, version: number) }
        return scheme.kind == .report
            ? ReportRules(scheme: scheme, evidence: evidence).verdict(onlyOf: version, on: day)
            : try CertificateRules(portfolio: self, scheme: scheme, evidence: evidence)
                .verdict(onlyOf: version, on: day)
    }

    /// The evidence of this code and its scheme. Throws `notFound`.
    package func lookUp(_ code: Code) throws -> (evidence: Evidence, scheme: Scheme) {
        guard let found = evidence[code] else {
            throw RegistryError.notFound("evidence", code.description, among: [])
        }
        guard let scheme = schemes[found.scheme] else {
            throw RegistryError.notFound("scheme", found.scheme.description, among: [])
        }
        return (found, scheme)
    }
}
