import ArgumentParser
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
            Column("evidence", inTable: false), Column("version", inTable: false),
            Column("released_on"), Column("recalled_on"), Column("received_on", givesWay: true),
            Column("copy_id", givesWay: true), Column("agreement", inTable: false),
            Column("access_ends_on", inTable: false),
        ]
        console.print(
            try registry.open(in: console).holders(version, asOf: day.day), columns, output,
            quiet: "id")
    }
}
