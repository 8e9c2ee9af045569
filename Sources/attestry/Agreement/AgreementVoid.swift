import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementVoid: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "void", abstract: "Take back an agreement recorded in error: on every day.",
        discussion: """
            Example:
              attestry agreement void acme-nda --reason 'it was another company'
            """)

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).record(
            AgreementHappening(.voided, on: nil), on: Code(code, field: "code"),
            author: author.author(in: console))
        console.print(code)
    }
}
