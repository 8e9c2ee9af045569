import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityVoid: ChangingCommand {
    static let configuration = verb(
        "void", "Take back an activity recorded in error: on every day.",
        "'activity end' gives up one that was right; 'void-event' takes back one record.",
        example: "attestry activity void dr-test --reason 'recorded twice'")

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.activity(named: self.code, "code")
        try registry.voidActivity(code, takesBack: void.takeBack, author: author)
        return code
    }
}
