import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementNegotiate: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "negotiate", abstract: "Record that the customer wants other terms.",
        discussion: """
            Example:
              attestry agreement negotiate acme-nda --on 2026-01-07
            """)

    @OptionGroup var event: AgreementEventOptions

    func run(in console: Console) throws {
        try event.record(
            AgreementHappening(.negotiating, on: event.on.map { try CivilDate($0, field: "on") }),
            in: console)
    }
}
