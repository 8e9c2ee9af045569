import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneAdd: ChangingCommand {
    static let configuration = verb(
        "add", "Add something due, such as a surveillance audit.",
        """
        A missed 'surveillance' becomes the state surveillance_overdue; any other kind
        raises the flag milestone_overdue.
        """,
        example: "attestry certificate milestone add iso27001 surveillance --due 2026-03-01")

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What is due: surveillance, recertification, book-auditor …")
    var kind: String
    @Option(help: "The last day for it, YYYY-MM-DD.")
    var due: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> VersionReference {
        let version = try registry.version(named: self.version)
        return try registry.addMilestone(
            Code(kind, field: "kind"), due: registry.day(due, "due"),
            to: version, author: author)
    }
}
