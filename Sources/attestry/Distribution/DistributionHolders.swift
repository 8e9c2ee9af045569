import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionHolders: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "holders", abstract: "List who holds a version on a day.",
        discussion: """
            Who was given it, and has neither acknowledged a recall nor been given a newer
            version since. 'customer show' lists it the other way round.

            Example:
              attestry distribution holders soc2-cloud@1
            """)

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let columns = [
            Column("id"), Column("customer"), Column("contact"), Column("contact_name"),
            Column("evidence", .fileOnly), Column("version", .fileOnly),
            Column("released_on"), Column("recalled_on"), Column("received_on", .ifThereIsRoom),
            Column("copy_id", .ifThereIsRoom), Column("agreement", .fileOnly),
            Column("access_ends_on", .fileOnly),
        ]
        console.print(
            try registry.open(in: console).holders(VersionReference(version), asOf: day.day),
            columns, output,
            quiet: "id")
    }
}
