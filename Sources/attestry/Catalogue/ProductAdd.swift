import ArgumentParser
import AttestryDomain
import AttestryService

struct ProductAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a product.",
        discussion: """
            Example:
              attestry product add cloud --name 'Example Cloud'
            """)

    @Argument(help: "The product's code.")
    var code: String
    @Option(help: "Its full name.")
    var name: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).addProduct(
            Code(code, field: "code"), name: name, author: author.author(in: console))
        console.print(code)
    }
}
