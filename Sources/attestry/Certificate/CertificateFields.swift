import ArgumentParser
import AttestryDomain
import AttestryService

/// The fields of a certificate's version, as add, renew and edit take them.
struct CertificateFields: ParsableArguments {
    @Option(help: "The edition it was issued to, such as 2022.")
    var edition: String?
    @Option(help: "The certificate's number.")
    var number: String?
    @Option(help: "Who issued it: certification body, audit provider, QSA company.")
    var issuer: String?
    @Option(
        name: .customLong("issued"), help: "The day of issue (AOC: Date of Report), YYYY-MM-DD.")
    var issued: String?
    @Option(help: "The first day of validity, where it is not the day of issue.")
    var validFrom: String?
    @Option(name: .customLong("expires"), help: "The printed last day of validity.")
    var expires: String?
    @Option(help: "The scope as printed.")
    var scope: String?
    @Option(
        help: "A product that it covers; may be given several times.",
        completion: productCompletion)
    var covers: [String] = []
    @Option(help: "The evidence that it rides on.", completion: codeCompletion)
    var parent: String?
    @Option(name: .customLong("set"), help: "An identifier, KEY=VALUE; may be given several times.")
    var identifiers: [String] = []

    var form: VersionForm {
        get throws {
            let fields: [String: String?] = [
                "edition": edition, "number": number, "issuer": issuer, "issued_on": issued,
                "valid_from": validFrom, "expires_on": expires, "scope": scope, "parent": parent,
                "covers": covers.isEmpty ? nil : covers.joined(separator: ","),
            ]
            return VersionForm(
                fields: fields.compactMapValues { $0 },
                identifiers: try parseAssignments(identifiers, option: "set"))
        }
    }
}

/// Title and owner, which belong to the evidence rather than to a version.
struct EvidenceFields: ParsableArguments {
    @Option(help: "A title of your own.")
    var title: String?
    @Option(help: "The e-mail address of the person who keeps it.")
    var owner: String?
}
