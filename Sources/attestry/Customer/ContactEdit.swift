import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change a person's name, address or role.",
        discussion: """
            The role under which something was released stays in the ledger.

            Example:
              attestry customer contact edit acme j.doe@acme.example --role user_auditor
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @Argument(help: "The person's e-mail address as it is recorded.")
    var email: String
    @OptionGroup var fields: FieldOptions<NewContactFields>
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).editContact(
            email, of: Code(customer, field: "customer"), fields.form,
            author: author.author(in: console))
        console.print(fields.form["email"] ?? email)
    }
}
