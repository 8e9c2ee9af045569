import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the persons at a company, or at all.",
        discussion: """
            Example:
              attestry customer contact list acme
            """)

    @Argument(help: "Only this customer's.", completion: customerCompletion)
    var customer: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(
            try registry.open(in: console).contacts(
                of: customer.map { try Code($0, field: "customer") }),
            ["customer", "name", "email", "role"].map { Column($0) }, output, quiet: "email")
    }
}
