import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactVoid: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "void", abstract: "Take back a person recorded in error.",
        discussion: """
            Nothing can be released to them any more; what was released stays listed.

            Example:
              attestry customer contact void acme j.doe@acme.example --reason 'mistyped'
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @Argument(help: "The person's e-mail address.")
    var email: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).voidContact(
            email, of: Code(customer, field: "customer"), author: author.author(in: console))
        console.print(email)
    }
}
