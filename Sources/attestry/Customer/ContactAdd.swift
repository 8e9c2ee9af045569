import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactAdd: ChangingCommand {
    static let configuration = verb(
        "add", "Record a person at a company.",
        "Roles: user, prospect, partner, user_auditor, regulator, practitioner.",
        example: """
            attestry customer contact add acme --name 'J. Doe' \\
              --email j.doe@acme.example --role user
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @OptionGroup var fields: FieldOptions<Contact>
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        let customer = try registry.customer(named: self.customer, "customer")
        return try registry.addContact(
            fields.form, of: customer, author: author)
    }
}
