import ArgumentParser
import AttestryDomain
import AttestryService

struct OutboxShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One message: what it said, or would say now, and to whom.",
        discussion: """
            Example:
              attestry alert outbox show 41
            """)

    @Argument(help: "The message's number.")
    var id: Int
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let item = try registry.open(in: console).message(id)
        let others: [String: JSONValue] = [
            "key": .string(item.message.key),
            "lines": .array(item.lines.map { JSONValue($0, OutboxItem.Line.columns) }),
        ]
        let fields = OutboxItem.columns.filter { $0.name != "key" }
        try console.show(item, fields, and: others, output, quiet: "id")
        guard output.format == .table, !output.quiet, !item.lines.isEmpty else { return }
        console.print("")
        try console.print(item.lines, OutboxItem.Line.columns, output, quiet: "alert")
    }
}
