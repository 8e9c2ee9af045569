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
    @Option(help: "The person's name.")
    var name: String
    @Option(help: "The person's e-mail address.")
    var email: String
    @Option(help: "What the person is to you.")
    var role: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let added = try registry.open(in: console).addContact(
            Fields(["name": name, "email": email, "role": role]), of: customer,
            author: author.author(in: console))
        console.hasRecorded = true
        console.print(added)
    }
}
