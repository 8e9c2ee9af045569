import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionHolders: AttestryCommand {
    static let configuration = verb(
        "holders", "List who holds a version on a day, or all versions of all evidence.",
        """
        Who was given it, and has neither acknowledged a recall nor been given a newer
        version since: each person once, with all their copies. 'customer show' lists it
        the other way round.
        """,
        example: """
            attestry distribution holders soc2-cloud@1
            attestry distribution holders --format csv
            """)

    @Argument(
        help: "CODE for the current version, or CODE@N (default: all versions of all evidence).",
        completion: codeCompletion)
    var version: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let reference = try version.map { try VersionReference($0) }
        let registry = try day.registry(registry.open(in: console), about: .everything)
        var printer = ListPrinter(console, HolderDocument.columns, output)
        try registry.eachHolder(of: reference, asOf: day.day) { printer.add($0) }
        printer.finish()
    }
}
