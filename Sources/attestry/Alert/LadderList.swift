import ArgumentParser
import AttestryDomain
import AttestryService

struct LadderList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the ladders, the program's and yours.",
        discussion: """
            Example:
              attestry alert ladder list
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let ladders = try past.registry(registry.open(in: console)).ladders()
        try console.print(ladders, Ladders.Rule.columns, output, quiet: "anchor", of: ["ladder"])
    }
}
