package import AttestryDomain

/// A claim as the page shows it: its facts with their labels, for every format alike.
struct ClaimView {
    let claim: PublishedClaim
    let page: Page

    init(_ claim: PublishedClaim, of page: Page) {
        self.claim = claim
        self.page = page
    }

    /// The file that may be downloaded; nil where none may.
    var documentPath: String? {
        guard claim.standing == .stands, claim.access == .download, let version = claim.version
        else { return nil }
        return PublishedPage.documentPath(of: claim.code, version)
    }

    /// What a template is filled with.
    var fields: Fields {
        [
            "code": "\(claim.code)", "name": claim.name, "sentence": claim.statement,
            "standing": claim.standing.rawValue, "stands": claim.standing == .stands,
            "why": claim.why.field, "endedOn": (claim.endedOn?.description).field,
            "until": (claim.toldUntil?.description).field,
            "note": claim.publication.text.field,
            "facts": facts.map { fact in
                [
                    "label": fact.label, "value": fact.value,
                    "isDay": CivilDate(fact.value) != nil, "link": fact.link.field,
                    "isOwn": fact.isOwn,
                ] as Fields
            },
            "hasPicture": claim.life != nil, "isBriefly": until.field,
        ]
    }

    private var until: String? { claim.toldUntil.map { "until \($0)" } }

    /// One fact of a claim.
    struct Fact {
        let label: String
        let value: String
        var link: String?
        /// Whether the link leads to a file of the page.
        var isOwn = false
    }

    /// The facts in the order in which people ask for them.
    var facts: [Fact] {
        let version = claim.told
        let report = version?.content.report
        let plain: [(String, String?)] = [
            ("Edition", claim.edition), ("Issued by", version?.issuer),
            ("Auditor", version?.auditor), ("Number", version?.number),
            ("Scope", version?.scope),
            (
                "Covers",
                claim.covers.isEmpty ? nil : claim.covers.map(\.name).joined(separator: ", ")
            ),
            ("Period", report?.period.map { "\($0.start) to \($0.end)" }),
            ("As of", report?.asOfOn?.description),
            (
                "Criteria",
                report.flatMap { $0.criteria.isEmpty ? nil : $0.criteria.joined(separator: ", ") }
            ),
            ("Opinion", version?.opinion?.rawValue),
            ("Issued", claim.tellsDetails ? version?.issuedOn.description : nil),
            ("Since", claim.since.description),
            (
                claim.scheme?.kind == .report ? "Recent until" : "Until",
                claim.toldUntil?.description
            ),
        ]
        return plain.compactMap { label, value in value.map { Fact(label: label, value: $0) } }
            + claim.identifiers.sorted { $0.key < $1.key }.map {
                Fact(label: $0.key.words, value: $0.value)
            } + ways
    }

    private var ways: [Fact] {
        guard claim.standing == .stands, let scheme = claim.scheme else { return [] }
        var ways: [Fact] = []
        switch claim.access {
        case .download:
            ways.append(
                Fact(label: "Document", value: "download", link: documentPath, isOwn: true))
        case .request: ways.append(Fact(label: "Document", value: "on request"))
        case .nda:
            ways.append(
                Fact(label: "Document", value: "on request, under a non-disclosure agreement"))
        case .portal:
            ways.append(Fact(label: "Document", value: "in the portal of the scheme's owner"))
        case .none: break
        }
        if let address = scheme.verifyURL {
            ways.append(Fact(label: "Check it", value: address, link: address))
        }
        return ways
    }
}

extension PublishedPage {
    /// Where the document of a version lies in the folder.
    package static func documentPath(of code: Code, _ version: Version) -> String? {
        guard let document = version.document else { return nil }
        // Whatever else it is leaves as bytes.
        let ending = MediaType.ending(of: document.name) ?? "bin"
        return "documents/\(code)-\(version.version).\(ending)"
    }
}
