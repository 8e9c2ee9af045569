import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementSupersede: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "supersede", abstract: "Record that another agreement took its place.",
        discussion: """
            It counts from the day on which the newer one is signed and effective.

            Example:
              attestry agreement supersede acme-nda --by acme-nda-2
            """)

    @OptionGroup var event: AgreementEventOptions
    @Option(help: "The newer agreement with the same customer.", completion: agreementCompletion)
    var by: String

    func run(in console: Console) throws {
        try event.record(
            AgreementHappening(
                .superseded, on: event.on.map { try CivilDate($0, field: "on") },
                successor: Code(by, field: "by")), in: console)
    }
}
