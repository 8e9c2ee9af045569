/// One evidence over time as it is known on a day: all that a picture of it is drawn from.
package struct EvidenceLife: Sendable {
    /// What users call it.
    package let code: Code
    /// How a person is told what it is.
    package let title: String
    /// The noun that it goes by.
    package let noun: Scheme.Noun
    /// How it stands on the day; its `gaps` are days that no report covers.
    package let verdict: Verdict
    /// How it stood and will stand, from its first start on.
    package let stretches: [Stretch]
    /// What its reports cover: a period, or one day.
    package let covered: [Report.Period]
    /// The letters that bridge from a report to the next one.
    package let letters: [BridgeLetter]
    /// What was and is due in the lives of its versions.
    package let milestones: [Milestone]
    /// Whether it is given up on purpose.
    package let isDiscontinued: Bool
}

extension Portfolio {
    /// These pieces of evidence over time as they are known on a day. Throws as a verdict does.
    package func lives(of codes: [Code], on day: CivilDate) throws -> [EvidenceLife] {
        let seen = seen(on: day)
        return try codes.map { try seen.life(of: $0, standing: verdict(on: $0, at: day), day) }
    }

    /// One evidence over time, in a portfolio that is as it is known on the day. Throws as a
    /// verdict does.
    func life(of code: Code, standing verdict: Verdict, _ day: CivilDate) throws
        -> EvidenceLife
    {
        let (evidence, scheme) = try lookUp(code)
        let versions = evidence.standing
        let isReport = scheme.kind == .report
        return EvidenceLife(
            code: code,
            title: scheme.title(
                of: versions.first { $0.version == verdict.version }, of: evidence),
            noun: scheme.kind.noun, verdict: verdict, stretches: try life(of: code),
            covered: isReport
                ? ReportRules(scheme: scheme, evidence: evidence).covered(on: day) : [],
            letters: versions.flatMap(\.bridgeLetters).filter { !$0.isVoided },
            milestones: versions.flatMap(\.milestones).filter { !$0.isVoided },
            isDiscontinued: evidence.isDiscontinued(on: day))
    }
}
