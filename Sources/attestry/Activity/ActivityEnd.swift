import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityEnd: ChangingCommand {
    static let configuration = verb(
        "end", "Give an activity up on purpose: nothing is due after a day.",
        "What was due by that day stays as it was.",
        example: """
            attestry activity end dr-test --on 2026-12-31 --reason 'replaced by dr-live'
            attestry activity end dr-test --take-back --reason 'it goes on'
            """)

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Option(help: "Its last day, YYYY-MM-DD (default: today).")
    var on: String?
    @Flag(help: "Take the end back: it goes on.")
    var takeBack = false
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func validate() throws {
        if takeBack, on != nil { throw ValidationError("--take-back has no day") }
    }

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.activity(named: self.code, "code")
        let day = try takeBack ? nil : registry.day(given: on, "on") ?? registry.today()
        try registry.endActivity(code, on: day, author: author)
        return code
    }
}
