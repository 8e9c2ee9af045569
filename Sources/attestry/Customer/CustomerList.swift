import ArgumentParser
import AttestryDomain
import AttestryService

extension Customer.Status: ExpressibleByArgument {}

struct CustomerList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List companies with what they are on a day.",
        discussion: """
            Example:
              attestry customer list --status customer
            """)

    @Option(help: "Only prospects, customers or former ones.")
    var status: Customer.Status?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let columns = [
            Column("code"), Column("name"), Column("status"), Column("since", .ifThereIsRoom),
            Column("until", .ifThereIsRoom), Column("agreements_in_force"), Column("obligations"),
            Column("domains", .fileOnly), Column("handles_phi", .fileOnly),
            Column("handles_personal_data", .fileOnly), Column("owner", .fileOnly),
        ]
        console.print(
            try registry.open(in: console).customers(status: status, asOf: day.day), columns,
            output, quiet: "code")
    }
}
