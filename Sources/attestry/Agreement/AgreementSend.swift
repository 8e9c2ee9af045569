import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementSend: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Record that a draft went to the customer.",
        discussion: """
            Example:
              attestry agreement send acme-nda --on 2026-01-05
            """)

    @OptionGroup var event: AgreementEventOptions

    func run(in console: Console) throws {
        try event.record(
            AgreementHappening(.sent, on: event.on.map { try CivilDate($0, field: "on") }),
            in: console)
    }
}
