import AttestryDomain

/// The page for programs: an allow-list of facts, the same that people see.
struct PageDocument {
    private let page: Page
    private let claims: [ClaimView]

    init(_ page: Page, _ claims: [ClaimView]) {
        self.page = page
        self.claims = claims
    }

    var json: JSONValue {
        func standing(_ standing: PublishedClaim.Standing) -> [ClaimView] {
            claims.filter { $0.claim.standing == standing }
        }
        return .object(
            page.validity.merging([
                "organization": .string(page.organization), "title": .text(page.texts.title),
                "address": .text(page.texts.address), "contact": .text(page.texts.contact),
                "claims": .array(standing(.stands).map(\.json)),
                "ended": .array(standing(.ended).map(\.brief)),
                "not_held": .text(page.texts.notHeld), "$schema": "index.schema.json",
            ]) { $1 })
    }
}

extension Page {
    /// What says for how long a document may be relied on.
    var validity: [String: JSONValue] {
        [
            "as_of": .text(day), "next_update_by": .text(nextUpdateBy),
            "notice": .string(
                "true on \(day); the next update comes by \(nextUpdateBy): "
                    + "do not rely on it later"),
        ]
    }
}

extension ClaimView {
    /// The document at the claim's own address.
    var document: JSONValue {
        json.adding(page.validity).adding(["organization": .string(page.organization)])
    }

    /// What ended as an element of the page's document: its facts are at its own address only.
    var brief: JSONValue {
        .object(
            own.merging([
                "text": .null,
                "sentence": .string(
                    "\(claim.name): no longer in force since \(claim.endedOn ?? claim.since)"),
            ]) { $1 })
    }

    /// What every claim has.
    private var own: [String: JSONValue] {
        [
            "code": .text(claim.code), "standing": claim.standing.json,
            "section": .string(claim.section), "name": .string(claim.name),
            "sentence": .string(claim.statement), "since": .text(claim.since),
            "until": .text(claim.toldUntil), "ended_on": .text(claim.endedOn),
            "why": .text(claim.why), "text": .text(claim.publication.text),
            "page": .string("evidence/\(claim.code).html"),
        ]
    }

    /// The claim as an element of the page's document.
    var json: JSONValue {
        let version = claim.told
        let report = version?.content.report
        var fields = own
        guard let scheme = claim.scheme else { return .object(fields) }
        let evidence: [String: JSONValue] = [
            "scheme": .text(scheme.code), "kind": scheme.kind.json,
            "edition": .text(claim.edition), "number": .text(version?.number),
            "issuer": .text(version?.issuer), "auditor": .text(version?.auditor),
            "scope": .text(version?.scope), "covers": .texts(claim.covers.map(\.code)),
            "issued_on": .text(version?.issuedOn), "opinion": .text(version?.opinion?.rawValue),
            "period_start": .text(report?.period?.start),
            "period_end": .text(report?.period?.end), "as_of_on": .text(report?.asOfOn),
            "criteria": .texts(report?.criteria ?? []), "access": claim.access.json,
            "document": .text(documentPath), "verify_url": .text(scheme.verifyURL),
            "identifiers": claim.identifiers.json,
            "sha256": .text(documentPath == nil ? nil : version?.document?.sha256),
        ]
        fields.merge(evidence) { $1 }
        return .object(fields)
    }

    /// The claim as JSON-LD of schema.org, as it stands in a page; nil for all but certificates.
    var structured: String? {
        guard claim.scheme?.kind == .certificate, claim.standing == .stands,
            let version = claim.told
        else { return nil }
        var fields: [String: JSONValue] = [
            "@context": "https://schema.org", "@type": "Certification",
            "name": .string(claim.edition ?? claim.name),
            "certificationStatus": "https://schema.org/CertificationActive",
            "datePublished": .text(version.issuedOn), "validFrom": .text(version.content.start),
            "about": ["@type": "Organization", "name": .string(page.organization)],
        ]
        if let until = claim.until { fields["expires"] = .text(until) }
        if let number = version.number { fields["certificationIdentification"] = .string(number) }
        if let issuer = version.issuer {
            fields["issuedBy"] = ["@type": "Organization", "name": .string(issuer)]
        }
        return String(decoding: Self.embedded(JSONValue.object(fields).line), as: UTF8.self)
    }

    /// Nothing in it ends the element that it stands in, or begins a comment.
    private static func embedded(_ json: [UInt8]) -> [UInt8] {
        json.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x26: Array(#"\u0026"#.utf8)
            case 0x3C: Array(#"\u003c"#.utf8)
            case 0x3E: Array(#"\u003e"#.utf8)
            default: [byte]
            }
        }
    }
}
