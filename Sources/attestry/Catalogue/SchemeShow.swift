import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a scheme with every fact, its source and how sure it is.",
        discussion: """
            Example:
              attestry scheme show iso27001
            """)

    @Argument(help: "The scheme.", completion: schemeCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let scheme = try past.registry(registry.open(in: console)).scheme(Code(code, field: "code"))
        if output.format == .json { return console.print(scheme.json.document) }
        if output.format == .table, console.terminalWidth != nil, !output.quiet {
            console.printFields(scheme, SchemeDocument.columns.named("code", "title", "kind"))
            console.print("")
        }
        try console.print(scheme.facts, FactDocument.columns, output, quiet: "name")
    }
}
