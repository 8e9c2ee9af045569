import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneDone: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Close the earliest open milestone of a kind.",
        discussion: """
            Prints the due day of the milestone that was closed.

            Example:
              attestry certificate milestone done iso27001 surveillance --on 2026-02-12
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What was due.")
    var kind: String
    @Option(help: "The day it was done, YYYY-MM-DD.")
    var on: String
    @Option(help: "The due day, where it is not the earliest open one.")
    var due: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let due = try registry.open(in: console).finishMilestone(
            kind, on: CivilDate(on, field: "on"), due: due.map { try CivilDate($0, field: "due") },
            of: VersionReference(version), author: author.author(in: console))
        console.print(due.description)
    }
}
