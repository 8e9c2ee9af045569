import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityVoidCadence: ChangingCommand {
    static let configuration = verb(
        "void-cadence", "Take back a cadence recorded in error.",
        "The one before it counts on, as if it had never changed.",
        example: """
            attestry activity void-cadence dr-test --from 2027-01-01 \\
              --reason 'it stays with each quarter'
            """)

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Option(help: "The first day of the cadence, YYYY-MM-DD.")
    var from: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.activity(named: self.code, "code")
        try registry.voidCadence(
            from: registry.day(from, "from"), of: code, takesBack: void.takeBack, author: author)
        return code
    }
}
