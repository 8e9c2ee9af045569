import ArgumentParser
import AttestryDomain
import AttestryService

struct ProductList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List products.",
        discussion: """
            Example:
              attestry product list
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(try registry.open(in: console).products(), Product.columns, output)
    }
}
