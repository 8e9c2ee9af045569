import ArgumentParser
import AttestryDomain
import AttestryPage
import AttestryService

struct ExportCatenaX: AttestryCommand {
    static let configuration = verb(
        "catena-x", "Write a certificate as a BusinessPartnerCertificate of Catena-X (3.1.0).",
        """
        With its file inside, for a data space. Only what is of the class 'public', in
        force on the day, and has a number and a file; everything that is wrong is said
        at once. Catena-X knows you by a number of a business partner, and what the
        certificate is by a type that its pool registers: neither is in the registry.
        The trust level is 'none', as nobody but you vouches for it here.
        """,
        example: """
            attestry export catena-x iso27001 --bpn BPNL00000000012A \\
              --type ISO27001 --output iso27001.json
            attestry export catena-x iso9001 --bpn BPNL00000000012A --type ISO9001 \\
              --site BPNS00000000034B --issuer-bpn BPNL00000000056C
            """)

    @Argument(help: "The certificate.", completion: codeCompletion)
    var code: String
    @Option(help: "Your number: BPNL and twelve letters or digits.")
    var bpn: String
    @Option(help: "What Catena-X calls the certificate, such as ISO9001.")
    var type: String
    @Option(help: "A site it covers, BPNS… or BPNA…; may be given several times.")
    var site: [String] = []
    @Option(help: "The issuer's number, where it has one.")
    var issuerBpn: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var destination: DestinationOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let reference = VersionReference(code: try Code(code, field: "code"), version: nil)
        let held = try registry.show(reference, as: .certificate, asOf: day)
        let certificate = try PartnerCertificate(
            PartnerCertificate.Held(
                code: held.evidence.code, scheme: held.scheme, version: held.version,
                verdict: held.verdict),
            named: PartnerCertificate.Names(
                holder: bpn, type: type, sites: site, issuer: issuerBpn))
        var bytes: [UInt8] = []
        _ = try registry.export(certificate.reference, as: .certificate, isLetter: false) {
            bytes += $0
        }
        try destination.write(certificate.json(holding: bytes).document, in: console)
    }
}
