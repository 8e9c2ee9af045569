import ArgumentParser
import AttestryDomain
import AttestryService

struct ReportBridge: ChangingCommand {
    static let configuration = verb(
        "bridge", "Record a bridge letter that the organization signed.",
        """
        It belongs to one type 2 report, begins the day after its period, speaks about
        days that have passed, and reaches three months at most. It extends comfort,
        not the report.
        """,
        example: """
            attestry report bridge soc2-cloud --from 2026-10-01 --to 2026-11-15 \\
              --signed 2026-11-16 --signer 'A. Example, CISO'
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Option(help: "The first day it speaks for: the day after the period.")
    var from: String
    @Option(help: "The last day it speaks for.")
    var to: String
    @Option(help: "The day it was signed.")
    var signed: String
    @Option(help: "Who signed it.")
    var signer: String
    @OptionGroup var document: FileOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> VersionReference {
        let version = try registry.version(named: self.version)
        return try registry.bridge(
            version, from: registry.day(from, "from"),
            to: registry.day(to, "to"), signed: registry.day(signed, "signed"),
            signer: signer, file: document.source(), author: author)
    }
}
