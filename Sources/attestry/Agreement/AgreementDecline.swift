import ArgumentParser
import AttestryDomain

struct AgreementDecline: AttestryCommand {
    static let configuration = verb(
        "decline", "Record that the customer will not sign.",
        example: "attestry agreement decline acme-nda --on 2026-01-20 --by 'J. Doe'")

    @OptionGroup var event: AgreementEventOptions
    @Option(help: "Who declined.")
    var by: String?

    func run(in console: Console) throws {
        try event.record(.declined, by: by, in: console)
    }
}
