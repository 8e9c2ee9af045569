import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneEdit: ChangingCommand {
    static let configuration = verb(
        "edit", "Correct when a milestone is due or was done, or attach its document.",
        "The log keeps what was there before.",
        example: """
            attestry certificate milestone edit iso27001 surveillance \\
              --due 2026-03-01 --on 2026-02-12 --file audit.pdf
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What is due.")
    var kind: String
    @Option(help: "The due day as it is recorded, YYYY-MM-DD.")
    var due: String
    @Option(help: "The due day as it should be, YYYY-MM-DD.")
    var newDue: String?
    @Option(help: "The day it was done, YYYY-MM-DD.")
    var on: String?
    @Flag(help: "It was not done yet.")
    var open = false
    @OptionGroup var document: FileOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func validate() throws {
        if open, on != nil { throw ValidationError("give one of --on and --open") }
    }

    func apply(to registry: Registry, by author: Author) throws -> VersionReference {
        try registry.editMilestone(
            kind, due: registry.day(due, "due"), of: registry.version(named: version),
            to: registry.day(given: newDue, "new-due"), on: registry.day(given: on, "on"),
            isOpen: open, file: document.source(), author: author)
    }
}
