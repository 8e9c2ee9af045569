import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementVoidEvent: ChangingCommand {
    static let configuration = verb(
        "void-event", "Take back an event recorded in error.",
        example: """
            attestry agreement void-event acme-nda terminated --on 2026-12-31 \\
              --reason 'notice was withdrawn'
            """)

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @Argument(help: "The event: drafted, sent, executed, terminated …")
    var event: String
    @Option(help: "The day under which it is recorded, YYYY-MM-DD.")
    var on: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.agreement(named: self.code, "code")
        try registry.voidAgreementEvent(
            AgreementEvent.Kind(event, field: "event"), on: registry.day(on, "on"),
            of: code, takesBack: void.takeBack, author: author)
        return code
    }
}
