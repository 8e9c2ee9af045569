import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementVoidEvent: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "void-event", abstract: "Take back an event recorded in error.",
        discussion: """
            Example:
              attestry agreement void-event acme-nda terminated --on 2026-12-31 \\
                --reason 'notice was withdrawn'
            """)

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @Argument(help: "The event: drafted, sent, executed, terminated …")
    var event: String
    @Option(help: "The day under which it is recorded, YYYY-MM-DD.")
    var on: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).voidAgreementEvent(
            event, on: CivilDate(on, field: "on"), of: Code(code, field: "code"),
            author: author.author(in: console))
        console.print(code)
    }
}
