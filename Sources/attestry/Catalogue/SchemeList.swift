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
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(try registry.open(in: console).schemes(), SchemeDocument.columns, output)
    }
}
