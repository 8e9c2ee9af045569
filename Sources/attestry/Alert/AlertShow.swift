import ArgumentParser
import AttestryDomain
import AttestryService

struct AlertShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One alert: what was answered to it, and who was told.",
        discussion: """
            Example:
              attestry alert show 17
            """)

    @Argument(help: "The alert's number.", completion: openAlertCompletion)
    var id: Int
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let alert = try past.registry(registry.open(in: console)).alert(id)
        try console.show(alert, AlertDocument.fields, and: alert.others, output, quiet: "id")
        guard output.format == .table, !output.quiet, !alert.messages.isEmpty else { return }
        console.print("\nmessages")
        let columns = OutboxItem.columns.named(
            "id", "channel", "recipient", "kind", "state", "detail")
        try console.print(alert.messages, columns, output, quiet: "id")
    }
}
