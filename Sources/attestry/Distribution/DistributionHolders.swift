import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionHolders: AttestryCommand {
    static let configuration = verb(
        "holders", "List who holds a version on a day.",
        """
        Who was given it, and has neither acknowledged a recall nor been given a newer
        version since. 'customer show' lists it the other way round.
        """,
        example: "attestry distribution holders soc2-cloud@1")

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try console.print(
            try registry.holders(registry.version(named: version), asOf: day.day(in: registry)),
            DistributionDocument.holderColumns, output)
    }
}
