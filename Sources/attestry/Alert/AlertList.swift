import ArgumentParser
import AttestryDomain
import AttestryService

struct AlertList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List alerts raised so far; --open keeps the unresolved.",
        discussion: """
            Example:
              attestry alert list iso27001 --open
            """)

    @Argument(
        help: "Only alerts about this evidence, agreement or customer.", completion: codeCompletion)
    var code: String?
    @Flag(help: "Only alerts whose anchor is still there.")
    var open = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let alerts = try registry.open(in: console).alerts(
            of: code.map { try Code($0, field: "code") }, unresolvedOnly: open)
        try console.print(alerts, AlertDocument.columns, output, quiet: "id")
    }
}
