import ArgumentParser
import AttestryDomain
import AttestryService

extension Customer.Status: ExpressibleByArgument {}

struct CustomerList: AttestryCommand {
    static let configuration = verb(
        "list", "List companies with what they are on a day.",
        example: "attestry customer list --status customer")

    @Option(help: "Only prospects, customers or former ones.")
    var status: Customer.Status?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        var printer = ListPrinter(console, CustomerDocument.columns, output)
        try registry.open(in: console).eachCustomer(status: status, asOf: day.day) {
            printer.add($0)
        }
        printer.finish()
    }
}
