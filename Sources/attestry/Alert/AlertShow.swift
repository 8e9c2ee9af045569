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
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let document = try registry.open(in: console).alert(id)
        let names = [
            "id", "message", "subject", "subject_kind", "anchor", "anchor_on", "rung", "severity",
            "raised_on", "resolved_on", "acknowledged", "snoozed_until", "escalated", "recipients",
            "skipped",
        ]
        switch output.format {
        case .json: console.print(document.document)
        case .csv: console.print([document], names.map { Column($0) }, output, quiet: "id")
        case .table where output.quiet: console.print("\(id)")
        case .table:
            console.printFields(
                names.map { ($0, document[$0].cell) }.filter { !$0.1.isEmpty })
            let messages = document["messages"].elements ?? []
            guard !messages.isEmpty else { return }
            console.print("\nmessages")
            let columns = ["id", "channel", "recipient", "kind", "state", "detail"]
                .map { Column($0) }
            console.print(messages, columns, output, quiet: "id")
        }
    }
}
