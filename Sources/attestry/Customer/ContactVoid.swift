import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactVoid: ChangingCommand {
    static let configuration = verb(
        "void", "Take back a person recorded in error.",
        "Nothing can be released to them any more; what was released stays listed.",
        example: "attestry customer contact void acme j.doe@acme.example --reason 'mistyped'")

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @Argument(help: "The person's e-mail address.", completion: contactCompletion)
    var email: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        let customer = try registry.customer(named: self.customer, "customer")
        try registry.voidContact(email, of: customer, takesBack: void.takeBack, author: author)
        return email
    }
}
