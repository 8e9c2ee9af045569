import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactAdd: AttestryCommand {
    static let configuration = verb(
        "add", "Record a person at a company.",
        "Roles: user, prospect, partner, user_auditor, regulator, practitioner.",
        example: """
            attestry customer contact add acme --name 'J. Doe' \\
              --email j.doe@acme.example --role user
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String?
    @OptionGroup var fields: FieldOptions<Contact>
    @OptionGroup var asking: AskingOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let author = change.why.author(in: console)
        let blank = Contact(id: ID(0), customer: ID(0), name: "", email: "", role: .user)
        let own = Contact.fields.filter { $0.option != nil }.map {
            Question(
                $0, of: blank, in: registry, proposal: $0.name == "role" ? "user" : nil,
                isOptional: false)
        }
        let customer = try Question.customer(in: registry)
        try console.asking(asking, fields.form.with("customer", self.customer)) { _ in
            [customer] + own
        } _: { form in
            let name = try form.arguments(("customer", "whose person it is"))[0]
            console.print(
                try registry.addContact(
                    form.without("customer"), of: registry.customer(named: name, "customer"),
                    author: author))
        }
    }
}
