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
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        var printer = ListPrinter(console, CustomerDocument.columns, output, of: ["customer"])
        let (registry, day) = try known.registry(self.registry.open(in: console))
        try registry.eachCustomer(status: status, asOf: day) {
            try printer.add($0)
        }
        printer.finish()
    }
}
