import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all schemes.",
        discussion: """
            Example:
              attestry scheme list
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        try console.print(
            past.registry(registry.open(in: console)).schemes(), SchemeDocument.columns, output,
            of: ["scheme"])
    }
}
