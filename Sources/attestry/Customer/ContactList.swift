import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactList: AttestryCommand {
    static let configuration = verb(
        "list", "List the persons at a company, or at all.",
        example: "attestry customer contact list acme")

    @Argument(help: "Only this customer's.", completion: customerCompletion)
    var customer: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(
            try registry.open(in: console).contacts(of: customer.code("customer")),
            ContactDocument.columns, output)
    }
}
