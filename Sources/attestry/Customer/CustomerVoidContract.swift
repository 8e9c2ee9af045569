import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerVoidContract: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "void-contract", abstract: "Take back a contract recorded in error.",
        discussion: """
            Example:
              attestry customer void-contract acme --since 2026-02-01 \\
                --reason 'it was never signed'
            """)

    @Argument(help: "The code.", completion: customerCompletion)
    var code: String
    @Option(help: "The first day of the contract, YYYY-MM-DD.")
    var since: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).voidContract(
            of: Code(code, field: "code"), since: CivilDate(since, field: "since"),
            author: author.author(in: console))
        console.print(code)
    }
}
