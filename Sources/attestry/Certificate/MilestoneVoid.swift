import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneVoid: ChangingCommand {
    static let configuration = verb(
        "void", "Mark a milestone as recorded in error.",
        example: """
            attestry certificate milestone void iso27001 surveillance \\
              --due 2026-03-01 --reason 'typed twice'
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What was due.")
    var kind: String
    @Option(help: "The due day, YYYY-MM-DD.")
    var due: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> VersionReference {
        let version = try registry.version(named: self.version)
        try registry.voidMilestone(
            kind, due: registry.day(due, "due"), of: version, takesBack: void.takeBack,
            author: author)
        return version
    }
}
