import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementDecline: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Record that the customer will not sign.",
        discussion: """
            Example:
              attestry agreement decline acme-nda --on 2026-01-20 --by 'J. Doe'
            """)

    @OptionGroup var event: AgreementEventOptions
    @Option(help: "Who declined.")
    var by: String?

    func run(in console: Console) throws {
        try event.record(
            AgreementHappening(
                .declined, on: event.on.map { try CivilDate($0, field: "on") }, party: by),
            in: console)
    }
}
