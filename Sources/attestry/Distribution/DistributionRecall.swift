import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionRecall: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Ask all holders of an outdated version to give it up.",
        discussion: """
            Prints the numbers of the rows to follow up, each until it is acknowledged or
            the newer version is sent; alerts repeat weekly until then. It records the
            recall; telling the people is yours.

            Example:
              attestry distribution recall soc2-cloud@1 --reason 'replaced by @2'
            """)

    @Argument(help: "CODE@N.", completion: codeCompletion)
    var version: String
    @Option(help: "The day, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        let rows = try registry.open(in: console).recall(
            VersionReference(version), on: on.map { try CivilDate($0, field: "on") },
            author: author.author(in: console))
        for row in rows { console.print("\(row)") }
    }
}
