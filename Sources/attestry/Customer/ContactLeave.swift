import ArgumentParser
import AttestryDomain
import AttestryService

struct ContactLeave: ChangingCommand {
    static let configuration = verb(
        "leave", "Record that a person is no longer at a company.",
        """
        From that day on the gate refuses every release to them; what they hold stays
        listed, and is asked back of the company.
        """,
        example: """
            attestry customer contact leave acme j.doe@acme.example --on 2026-11-30
            attestry customer contact leave acme j.doe@acme.example --take-back
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @Argument(help: "The person's e-mail address.", completion: contactCompletion)
    var email: String
    @Option(help: "The first day on which they are not there, YYYY-MM-DD.")
    var on: String?
    @Flag(help: "Take it back: they are still there.")
    var takeBack = false
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func validate() throws {
        if (on != nil) == takeBack { throw ValidationError("give --on DATE or --take-back") }
    }

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.recordLeaving(
            of: email, at: registry.customer(named: customer, "customer"),
            on: registry.day(given: on, "on"), author: author)
        return email
    }
}
