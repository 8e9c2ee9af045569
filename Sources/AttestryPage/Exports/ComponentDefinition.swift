package import AttestryDomain

/// The claims of a page that stand as a component definition of OSCAL (NIST, 1.1.3).
///
/// It has no control implementations: no evidence says of a control that it is implemented.
package struct ComponentDefinition {
    private let page: Page
    private let claims: [ClaimView]
    private let products: [Product]
    private let companies: [String]

    package init(_ page: Page) {
        self.page = page
        claims = page.claims(.stands).map { ClaimView($0, of: page) }
        products = Set(claims.flatMap(\.claim.covers)).sorted { $0.code < $1.code }
        companies = Set(claims.compactMap(\.company)).sorted()
    }

    /// The document: a UUID for each thing by what it is, and for the whole by what it says.
    package var json: JSONValue {
        let content: [String: JSONValue] = [
            "metadata": metadata,
            "components": .array(claims.map(component) + products.map(component)),
            "back-matter": .present(["resources": .array(claims.compactMap(resource))]).orNothing,
        ]
        let text = String(decoding: JSONValue.object(content).canonical, as: UTF8.self)
        let fields = content.merging(["uuid": id("document", text)]) { $1 }
        return ["component-definition": .present(fields)]
    }

    private var metadata: JSONValue {
        let holder: JSONValue = [
            "uuid": holderID, "type": "organization", "name": .string(page.organization.oscalLine),
        ]
        let others = companies.map { name -> JSONValue in
            [
                "uuid": id("company", name), "type": "organization",
                "name": .string(name.oscalLine),
            ]
        }
        let issuer: [JSONValue] =
            companies.isEmpty ? [] : [["id": "issuer", "title": "Issuer or auditor"]]
        let title = page.texts.title ?? "Compliance of \(page.organization)"
        return .present([
            "title": .string(title.oscalMarkup), "version": .text(page.day),
            "last-modified": .string("\(page.day)T00:00:00Z"), "oscal-version": "1.1.3",
            "roles": .array([["id": "provider", "title": "Provider"]] + issuer),
            "parties": .array([holder] + others),
            "responsible-parties": [["role-id": "provider", "party-uuids": [holderID]]],
            "remarks": page.validity["notice"] ?? .null,
        ])
    }

    private func component(_ view: ClaimView) -> JSONValue {
        let claim = view.claim
        let issuer = view.company.map { id("company", $0) }
        return .present([
            "uuid": id("claim", "\(claim.code)"), "type": .string(view.componentType),
            "title": .string(claim.name.oscalMarkup),
            "description": .string(claim.statement.oscalMarkup),
            "props": .array(view.properties), "links": .array(links(of: view)),
            "responsible-roles": .array(
                issuer.map { [["role-id": "issuer", "party-uuids": [$0]]] } ?? []),
            "remarks": .text(claim.publication.text.map(\.oscalMarkup)),
        ])
    }

    /// A product with what covers it.
    private func component(_ product: Product) -> JSONValue {
        let covering = claims.filter { $0.claim.covers.contains(product) }
        return [
            "uuid": id("product", "\(product.code)"), "type": "product",
            "title": .string(product.name.oscalMarkup),
            "description": .string(
                "\(product.name), a product of \(page.organization)".oscalMarkup),
            "links": .array(
                covering.map { view in
                    let component = id("claim", "\(view.claim.code)").string ?? ""
                    return ["href": .string("#" + component), "rel": "validation"]
                }),
        ]
    }

    private func links(of view: ClaimView) -> [JSONValue] {
        let resource = resource(view)?["uuid"].string.map { "#" + $0 }
        let own = base.map { $0 + "evidence/\(view.claim.code).html" }
        let links = [
            (view.claim.scheme?.verifyURL, "validation-details"), (own, "reference"),
            (resource, "proof-of-compliance"),
        ]
        return links.compactMap { href, relation in
            href.map { ["href": .string($0), "rel": .string(relation)] }
        }
    }

    /// The file that may be downloaded; nil where none may.
    private func resource(_ view: ClaimView) -> JSONValue? {
        guard let path = view.documentPath, let document = view.claim.version?.document else {
            return nil
        }
        return [
            "uuid": id("document", "\(view.claim.code)", document.sha256),
            "title": .string(view.claim.name.oscalMarkup),
            "rlinks": [
                [
                    "href": .string((base ?? "") + path),
                    "media-type": .string(MediaType.of(document.name)),
                    "hashes": [["algorithm": "SHA-256", "value": .string(document.sha256)]],
                ]
            ],
        ]
    }

    /// What the addresses of the page begin with; nil where nobody said.
    private var base: String? { page.texts.address.map { $0.ends(with: "/") ? $0 : $0 + "/" } }

    private var holderID: JSONValue { id("holder") }

    private func id(_ kind: String, _ names: String...) -> JSONValue {
        .text(NameUUID([page.organization, kind] + names))
    }
}

extension ClaimView {
    /// Who issued it, or signed it.
    fileprivate var company: String? { claim.told?.issuer ?? claim.told?.auditor }

    /// What OSCAL calls such a thing.
    fileprivate var componentType: String {
        switch claim.scheme?.kind {
        case nil: "process-procedure"
        case .statement, .policy: Scheme.Kind.policy.rawValue
        default: "validation"
        }
    }

    /// The facts of the page for programs, each under its name there: those that OSCAL has a name
    /// for under that too.
    fileprivate var properties: [JSONValue] {
        let json = json
        let told = [
            "section", "kind", "edition", "number", "scope", "issued_on", "since", "until",
            "period_start", "period_end", "as_of_on", "opinion", "access",
        ]
        var facts = told.map { ($0, json[$0].string) }
        facts.append(("criteria", claim.told?.content.criteria.joined(separator: ", ")))
        facts += claim.identifiers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        var properties: [JSONValue] = []
        if componentType == "validation", let scheme = claim.scheme {
            properties.append(["name": "validation-type", "value": .text(scheme.code)])
            if let number = claim.told?.number {
                properties.append(
                    ["name": "validation-reference", "value": .string(number.oscalLine)])
            }
        }
        return properties
            + facts.compactMap { name, value in
                guard let value = value?.oscalLine, !value.isEmpty else { return nil }
                return [
                    "name": .string(name.replacing("_", with: "-")), "value": .string(value),
                    "ns": "urn:attestry:page",
                ]
            }
    }
}

extension String {
    /// The text on one line, with no blank at an end: all that a value of OSCAL may be.
    fileprivate var oscalLine: String { visible().trimmed }

    /// The text where OSCAL reads Markdown: no mark of it acts.
    fileprivate var oscalMarkup: String { Syntax.markdown.escaped(oscalLine) }
}

extension JSONValue {
    /// The object, or null where it has no fields.
    fileprivate var orNothing: JSONValue { fields.isEmpty ? .null : self }
}
