import ArgumentParser
import AttestryDomain

struct AgreementSupersede: AttestryCommand {
    static let configuration = verb(
        "supersede", "Record that another agreement took its place.",
        "It counts from the day on which the newer one is signed and effective.",
        example: "attestry agreement supersede acme-nda --by acme-nda-2")

    @OptionGroup var event: AgreementEventOptions
    @Option(help: "The newer agreement with the same customer.", completion: agreementCompletion)
    var by: String

    func run(in console: Console) throws {
        try event.record(
            .superseded, by: nil, successor: by, in: console)
    }
}
