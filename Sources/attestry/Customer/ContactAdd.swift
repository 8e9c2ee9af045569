import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record a person at a company.",
        discussion: """
            Roles: user, prospect, partner, user_auditor, regulator, practitioner.

            Example:
              attestry customer contact add acme --name 'J. Doe' \\
                --email j.doe@acme.example --role user
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @OptionGroup var fields: FieldOptions<ContactFields>
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let added = try registry.open(in: console).addContact(
            fields.form, of: Code(customer, field: "customer"),
            author: author.author(in: console))
        console.print(added)
    }
}
