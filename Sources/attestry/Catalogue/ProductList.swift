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
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        try console.print(
            past.registry(registry.open(in: console)).products(), Product.columns, output,
            of: ["product"])
    }
}
