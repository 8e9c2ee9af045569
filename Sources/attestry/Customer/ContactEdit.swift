import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactEdit: ChangingCommand {
    static let configuration = verb(
        "edit", "Change a person's name, address or role.",
        "The role under which something was released stays in the ledger.",
        example: "attestry customer contact edit acme j.doe@acme.example --role user_auditor")

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @Argument(
        help: "The person's e-mail address as it is recorded.", completion: contactCompletion)
    var email: String
    @OptionGroup var fields: FieldOptions<NewContactFields>
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        let customer = try registry.customer(named: self.customer, "customer")
        try registry.editContact(
            email, of: customer, fields.form, author: author)
        return fields.form["email"] ?? email
    }
}
