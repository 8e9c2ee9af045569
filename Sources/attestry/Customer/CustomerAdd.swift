import ArgumentParser
import AttestryService

struct CustomerAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record a company.",
        discussion: """
            Prints the code. What it is on a day follows from its contracts: before the
            first it is a prospect, after the last a former customer.

            Examples:
              attestry customer add acme --name 'Acme Inc.' --domain acme.example
              attestry customer add clinic --name 'Example Clinic' --status customer \\
                --since 2025-01-01 --phi --personal-data
            """)

    @Argument(help: "What to call it.")
    var code: String
    @Option(help: "Its full name.")
    var name: String
    @OptionGroup var fields: CustomerFields
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).addCustomer(
            code, fields.fields(name: name), author: author.author(in: console))
        console.hasRecorded = true
        console.print(code)
    }
}
