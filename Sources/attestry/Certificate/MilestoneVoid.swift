import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneVoid: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "void", abstract: "Mark a milestone as recorded in error.",
        discussion: """
            Example:
              attestry certificate milestone void iso27001 surveillance \\
                --due 2026-03-01 --reason 'typed twice'
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What was due.")
    var kind: String
    @Option(help: "The due day, YYYY-MM-DD.")
    var due: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).voidMilestone(
            kind, due: CivilDate(due, field: "due"), of: VersionReference(version),
            author: author.author(in: console))
        console.print(version)
    }
}
