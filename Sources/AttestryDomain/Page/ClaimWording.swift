/// The sentence that a claim is, in words that the scheme's owner allows (`rules.md` §10).
struct ClaimWording {
    /// The name of the thing.
    let name: String
    /// The title of the edition, where the version has one.
    let edition: String?
    private let pattern: String
    private let values: [String: String]

    init(_ organization: String, _ scheme: Scheme, _ evidence: Evidence, _ version: Version) {
        edition = version.edition.map { scheme.editions[$0]?.title ?? $0 }
        name =
            scheme.tellsDetails
            ? scheme.title(of: version, of: evidence) : scheme.pageName ?? scheme.title
        pattern = scheme.claim ?? scheme.kind.claim
        let own: [String: String?] = [
            "organization": organization, "scheme": scheme.title, "name": name,
            "edition": edition, "standard": edition ?? scheme.title, "issuer": version.issuer,
            "auditor": version.auditor, "number": version.number,
            "issued_on": version.issuedOn.description,
            "period_start": version.periodStart?.description,
            "period_end": version.periodEnd?.description,
            "as_of_on": version.asOfOn?.description, "opinion": version.opinion?.rawValue,
        ]
        values = own.compactMapValues(\.self).merging(version.identifiers) { own, _ in own }
    }

    /// The sentence.
    var statement: String { Self.filled(pattern, values) }

    /// Whether the sentence tells a value of this name.
    func tells(_ name: String) -> Bool { pattern.contains("{\(name)}") }

    /// The sentence about an activity.
    static func statement(of activity: Activity, _ organization: String, lastDone: CivilDate?)
        -> String
    {
        var values = ["organization": organization, "name": activity.title]
        values["done_on"] = lastDone?.description
        return filled("{organization} keeps up: {name}[, last done on {done_on}].", values)
    }

    /// The pattern with its names in braces replaced; what stands in brackets is left out where a
    /// value that it names is not there.
    static func filled(_ pattern: String, _ values: [String: String]) -> String {
        var text = ""
        for (index, part) in pattern.parts(at: "[").enumerated() {
            let halves = part.parts(at: "]")
            if index == 0 {
                text += replaced(part, values) ?? ""
            } else {
                text += replaced(halves[0], values) ?? ""
                text += halves.dropFirst().compactMap { replaced($0, values) }.joined()
            }
        }
        return text
    }

    /// The text with its names replaced; nil where a value is not there.
    private static func replaced(_ text: String, _ values: [String: String]) -> String? {
        let parts = text.parts(at: "{")
        var filled = parts[0]
        for part in parts.dropFirst() {
            let halves = part.parts(at: "}")
            guard let value = values[halves[0]] else { return nil }
            filled += value + halves.dropFirst().joined(separator: "}")
        }
        return filled
    }
}

extension Scheme.Kind {
    /// The sentence where a scheme states none of its own.
    fileprivate var claim: String {
        switch self {
        case .certificate: "{organization} is certified to {standard}[ by {issuer}]."
        case .aoc:
            "{organization} was validated against {standard} by an attestation of compliance"
                + " of {issued_on}[, by {issuer}]."
        case .registration: "{organization} is listed: {name}[ ({edition})]."
        case .statement, .policy: "{organization} states: {name}."
        case .report:
            "A report was issued on {organization}[ by {auditor}]: {standard}"
                + "[, for the period {period_start} to {period_end}][, as of {as_of_on}]"
                + "[; opinion: {opinion}]."
        case .qualification: "{organization} is qualified: {standard}[, by {issuer}]."
        case .questionnaire: "{organization} answered {standard} on {issued_on}."
        case .validation: "Validated: {standard}[, number {number}][, by {issuer}]."
        case .assessment:
            "{organization} was assessed against {standard} on {issued_on}[, by {issuer}]."
        case .labelSet: "{organization} takes part in {scheme}."
        case .selfAssessment:
            "{organization} assessed itself against {standard} on {issued_on}."
        case .staffCertificate: "People at {organization} hold {scheme}."
        }
    }
}
