import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityVoidEvent: ChangingCommand {
    static let configuration = verb(
        "void-event", "Take back a record, a waiver or an opening recorded in error.",
        "What a record found goes with it.",
        example: """
            attestry activity void-event dr-test done --on 2026-08-14 \\
              --reason 'it was the test of another site'
            """)

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Argument(help: "What happened: done, waived or opened.", completion: .list(eventWords))
    var event: String
    @Option(help: "The day under which it is recorded, YYYY-MM-DD.")
    var on: String
    @Option(help: "The occurrence that it names, where several things happened on the day.")
    var occurrence: String?
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.activity(named: self.code, "code")
        try registry.voidActivityEvent(
            ActivityEvent.Kind(event, field: "event"), on: registry.day(on, "on"),
            occurrence: occurrence, of: code, takesBack: void.takeBack, author: author)
        return code
    }

    private static let eventWords = ActivityEvent.Kind.words
}
