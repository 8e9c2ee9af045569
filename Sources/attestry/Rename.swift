import ArgumentParser
import AttestryDomain
import AttestryService

struct Rename<Noun: CodedThing>: ChangingCommand {
    static var configuration: CommandConfiguration {
        verb(
            "rename", "Give \(Noun.thing.rawValue.withArticle) another code.",
            """
            The old code leads to it from then on, wherever a code is asked for, and is
            not given to another.
            """,
            example: "attestry \(Noun.thing.rawValue) rename \(Noun.example.mistyped) "
                + "\(Noun.example.code) --reason 'mistyped'")
    }

    @Argument(help: "The code as it is.", completion: Noun.completion)
    var old: String
    @Argument(help: "The code as it should be.")
    var new: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.rename(
            Noun.thing, from: Code(old, field: "code"), to: Code(new, field: "code"),
            author: author)
        return new
    }
}
