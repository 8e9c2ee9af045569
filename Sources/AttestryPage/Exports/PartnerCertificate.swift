package import AttestryDomain
import Foundation

/// A certificate as Catena-X passes it between business partners: the aspect
/// `urn:samm:io.catenax.business_partner_certificate:3.1.0`.
package struct PartnerCertificate {
    /// What the registry holds of it.
    package struct Held {
        let code: Code
        let scheme: Scheme
        let version: Version?
        let verdict: Verdict

        package init(code: Code, scheme: Scheme, version: Version?, verdict: Verdict) {
            (self.code, self.scheme, self.version, self.verdict) = (code, scheme, version, verdict)
        }
    }

    /// By what Catena-X knows who takes part in it.
    package struct Names {
        let holder: String
        let type: String
        let sites: [String]
        let issuer: String?

        package init(holder: String, type: String, sites: [String], issuer: String?) {
            (self.holder, self.type, self.sites, self.issuer) = (holder, type, sites, issuer)
        }
    }

    /// The version that is in force.
    package let reference: VersionReference
    private let version: Version
    private let document: AttachedDocument
    private let number: String
    private let until: CivilDate?
    private let names: Names

    /// The longest file that goes into a document whole.
    private static let longest = 32 << 20

    /// Throws `invalid` with everything for which it may not or cannot be passed on.
    package init(_ held: Held, named names: Names) throws {
        let code = held.code
        var problems = names.problems
        if held.scheme.releaseClass != .public {
            problems.append(
                Problem(
                    "code",
                    "'\(code)' is of the class '\(held.scheme.releaseClass.rawValue)', and only "
                        + "what is 'public' goes to whoever asks",
                    hint: "attestry distribution log \(code) --to CUSTOMER hands it to one by the "
                        + "rules"))
        }
        if !held.verdict.isInForce {
            problems.append(
                Problem(
                    "code", "'\(code)' is not in force: \(held.verdict.state.rawValue)",
                    hint: "attestry certificate show \(code) says why"))
        }
        // What may not be passed on lacks nothing for it.
        if let version = held.version, held.scheme.releaseClass == .public {
            let name = "\(code)@\(version.version)"
            let missing = [
                version.number == nil ? ("number", "--number TEXT") : nil,
                version.document == nil ? ("file", "--file PATH") : nil,
            ]
            problems += missing.compactMap { lack in
                lack.map { thing, option in
                    Problem(
                        "code", "\(name) has no \(thing), which Catena-X asks for",
                        hint: "attestry certificate edit \(name) \(option)")
                }
            }
        }
        guard problems.isEmpty, let version = held.version, let number = version.number,
            let document = version.document
        else { throw RegistryError(.invalid, problems) }
        reference = VersionReference(code: code, version: version.version)
        (self.version, self.number, self.document, self.names) = (version, number, document, names)
        until = version.content.expiresOn ?? held.verdict.until
    }

    /// The aspect, with the bytes of the file inside. Throws `invalid` for a file too long for it,
    /// and `conflict` for another one than the version has.
    package func json(holding bytes: [UInt8]) throws -> JSONValue {
        guard bytes.count <= Self.longest else {
            throw RegistryError(
                .invalid, "the file has \(bytes.count) bytes, and goes into the document whole",
                hint: "attach one of at most \(Self.longest) bytes", field: "code")
        }
        let content = version.content
        let sites = names.sites.map { ["enclosedSiteBpn": .string($0)] as JSONValue }
        let issuer = [
            "issuerName": JSONValue.text(content.issuer), "issuerBpn": .text(names.issuer),
        ]
        let fields: [String: JSONValue] = [
            "businessPartnerNumber": .string(names.holder),
            "type": .present([
                "certificateType": .string(names.type),
                "certificateVersion": .text(content.edition),
            ]),
            "registrationNumber": .string(number), "areaOfApplication": .text(content.scope),
            "enclosedSites": .array(sites), "validFrom": .text(content.start),
            // What Catena-X asks for where there is no end.
            "validUntil": .string(until?.description ?? "9999-12-31"),
            "issuer": content.issuer == nil ? .null : .present(issuer), "trustLevel": "none",
            "document": [
                // The day is all that is known of it.
                "creationDate": .string("\(content.issuedOn)T00:00:00"),
                "documentID": .string(document.sha256),
                "contentType": .string(MediaType.of(document.name)),
                "contentBase64": .string(Data(bytes).base64EncodedString()),
            ],
        ]
        return .present(fields)
    }
}

extension PartnerCertificate.Names {
    /// What is wrong with them.
    fileprivate var problems: [Problem] {
        var problems: [Problem] = []
        func check(_ field: String, _ text: String, _ prefixes: [String]) {
            let rest = prefixes.compactMap { text.after($0) }.first
            guard let rest, rest.utf8.count == 12, rest.utf8.allSatisfy(\.isLetterOrDigit) else {
                let kinds = prefixes.joined(separator: " or ")
                return problems.append(
                    .invalid(
                        field, text,
                        "\(kinds) and twelve letters or digits, such as "
                            + "\(prefixes[0])00000000012A"))
            }
        }
        check("bpn", holder, ["BPNL"])
        for site in sites { check("site", site, ["BPNS", "BPNA"]) }
        if let issuer { check("issuer_bpn", issuer, ["BPNL"]) }
        if type.trimmed.isEmpty {
            problems.append(.invalid("type", type, "what Catena-X calls it, such as ISO9001"))
        }
        return problems
    }
}

extension JSONValue {
    /// An object of the fields that hold something.
    static func present(_ fields: [String: JSONValue]) -> JSONValue {
        .object(fields.filter { $0.value != .null && $0.value != .array([]) })
    }
}
