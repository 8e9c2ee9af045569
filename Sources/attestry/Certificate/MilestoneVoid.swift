import ArgumentParser
import AttestryService

struct MilestoneVoid: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "void", abstract: "Mark a milestone as recorded in error.")

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What was due.")
    var kind: String
    @Option(help: "The due day, YYYY-MM-DD.")
    var due: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).voidMilestone(
            kind, due: due, of: version, author: author.authorWithReason(in: console))
        console.hasRecorded = true
        console.print(version)
    }
}
