import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneDone: ChangingCommand {
    static let configuration = verb(
        "done", "Close the earliest open milestone of a kind.",
        "Prints the due day of the milestone that was closed.",
        example: """
            attestry certificate milestone done iso27001 surveillance --on 2026-02-12 \\
              --file audit.pdf
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What was due.")
    var kind: String
    @Option(help: "The day it was done, YYYY-MM-DD.")
    var on: String
    @Option(help: "The due day, where it is not the earliest open one.")
    var due: String?
    @OptionGroup var document: FileOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> CivilDate {
        let version = try registry.version(named: self.version)
        return try registry.finishMilestone(
            kind, on: registry.day(on, "on"), due: registry.day(given: due, "due"), of: version,
            file: document.source(), author: author)
    }
}
