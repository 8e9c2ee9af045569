import ArgumentParser
import AttestryDomain
import AttestryService

struct EditionList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List editions with the dates that may decide.",
        discussion: """
            Example:
              attestry edition list iso27001
            """)

    @Argument(help: "Only editions of this scheme.", completion: schemeCompletion)
    var scheme: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let editions = try past.registry(registry.open(in: console)).editions(
            of: scheme.map { try Code($0, field: "scheme") })
        try console.print(editions, EditionDocument.columns, output)
    }
}
