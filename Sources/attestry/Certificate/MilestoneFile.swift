import ArgumentParser
import AttestryDomain
import AttestryService

struct MilestoneFile: AttestryCommand {
    static let configuration = verb(
        "file", "Write the document of a milestone to a file, for your own use.",
        """
        Prints the SHA-256 of the bytes and, unless the class of the certificate is
        public, leaves an entry of who took it. A file that exists is not overwritten.
        """,
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
    @OptionGroup var taking: TakingOptions

    func run(in console: Console) throws {
        try taking.take(in: console) { registry, sink in
            try registry.exportMilestone(
                kind, due: registry.day(due, "due"), of: registry.version(named: version), to: sink)
        }
    }
}
