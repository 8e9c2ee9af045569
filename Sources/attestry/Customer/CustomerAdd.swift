import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerAdd: ChangingCommand {
    static let configuration = verb(
        "add", "Record a company.",
        """
        Prints the code. What it is on a day follows from its contracts: before the
        first it is a prospect, after the last a former customer.
        """,
        example: """
            attestry customer add acme --name 'Acme Inc.' --domain acme.example
            attestry customer add clinic --name 'Example Clinic' --status customer \\
              --since 2025-01-01 --phi --personal-data
            """)

    @Argument(help: "What to call it.")
    var code: String
    @OptionGroup var fields: FieldOptions<Customer>
    @OptionGroup var contract: FieldOptions<ContractInput>
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.addCustomer(
            Code(code, field: "code"),
            fields.form(in: registry).merged(with: contract.form(in: registry)),
            author: author)
        return code
    }
}
