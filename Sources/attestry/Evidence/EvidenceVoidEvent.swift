import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceVoidEvent<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "void-event",
            abstract: "Mark an event as recorded in error.",
            discussion: """
                Example:
                  attestry \(Noun.noun.rawValue) void-event CODE@2 withdrawn --on 2026-03-01 \\
                    --reason 'wrong one'
                """)
    }

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "suspended, restored, withdrawn or cancelled.")
    var kind: String
    @Option(help: "The day of the event, YYYY-MM-DD.")
    var on: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).voidEvent(
            kind, on: CivilDate(on, field: "on"), of: VersionReference(version), as: Noun.noun,
            author: author.author(in: console))
        console.print(version)
    }
}
