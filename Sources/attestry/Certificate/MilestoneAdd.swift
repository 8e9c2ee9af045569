import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add something due, such as a surveillance audit.",
        discussion: """
            A missed 'surveillance' becomes the state surveillance_overdue; any other kind
            raises the flag milestone_overdue.

            Example:
              attestry certificate milestone add iso27001 surveillance --due 2026-03-01
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What is due: surveillance, recertification, book-auditor …")
    var kind: String
    @Option(help: "The last day for it, YYYY-MM-DD.")
    var due: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let name = try registry.open(in: console).addMilestone(
            Code(kind, field: "kind"), due: CivilDate(due, field: "due"),
            to: VersionReference(version), author: author.author(in: console))
        console.print(name.description)
    }
}
