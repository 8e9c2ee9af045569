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
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let present = try registry.open(in: console)
        let customer = try present.customer(named: self.customer, "customer")
        try console.print(
            try past.registry(present).contacts(of: customer),
            ContactDocument.columns, output, of: ["contact"])
    }
}
