import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct MilestoneFile: AttestryCommand {
    static let configuration = verb(
        "file", "Write the document of a milestone to a file, for your own use.",
        "Prints the SHA-256 of the bytes. A file that exists is not overwritten.",
        example: """
            attestry certificate milestone file iso27001 surveillance \\
              --due 2026-03-01 --output audit.pdf
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "What was due.")
    var kind: String
    @Option(help: "The due day, YYYY-MM-DD.")
    var due: String
    @Option(help: "Where to write it.", completion: .file())
    var output: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let file = try NewFile(at: output)
        let taken = try registry.exportMilestone(
            kind, due: registry.day(due, "due"), of: registry.version(named: version), to: file.write)
        try registry.log(taken, author: author.author(in: console))
        try file.publish()
        console.print(taken.sha256)
    }
}
