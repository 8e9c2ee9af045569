import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record a company.",
        discussion: """
            Prints the code. What it is on a day follows from its contracts: before the
            first it is a prospect, after the last a former customer.

            Examples:
              attestry customer add acme --name 'Acme Inc.' --domain acme.example
              attestry customer add clinic --name 'Example Clinic' --status customer \\
                --since 2025-01-01 --phi --personal-data
            """)

    @Argument(help: "What to call it.")
    var code: String
    @OptionGroup var fields: FieldOptions<CustomerFields>
    @OptionGroup var contract: FieldOptions<ContractFields>
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).addCustomer(
            Code(code, field: "code"), fields.form.merged(with: contract.form),
            author: author.author(in: console))
        console.print(code)
    }
}
