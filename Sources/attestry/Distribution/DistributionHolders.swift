import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionHolders: AttestryCommand {
    static let configuration = verb(
        "holders", "List who holds a version on a day, or all versions of all evidence.",
        """
        Who was given it, and has neither acknowledged a recall nor been given a
        newer version since: each person once, with all their copies.
        'customer show' lists it the other way round.
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
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let present = try registry.open(in: console)
        let reference = try version.map { try present.version(named: $0) }
        let (registry, day) = try known.registry(present)
        var printer = ListPrinter(console, HolderDocument.columns, output)
        try registry.eachHolder(of: reference, asOf: day) { try printer.add($0) }
        printer.finish()
    }
}
