import ArgumentParser
import AttestryDomain
import AttestryService

struct OutboxList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List messages that wait or were given up.",
        discussion: """
            Example:
              attestry alert outbox list --state sent
            """)

    @Option(help: "Those of one state: queued, claimed, sent, failed or dropped.")
    var state: Delivery.State?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let columns = [
            Column("id"), Column("channel"), Column("channel_kind", .fileOnly),
            Column("recipient"), Column("kind"), Column("alerts"), Column("state"),
            Column("attempts"), Column("queued_at", .fileOnly), Column("next_attempt_at"),
            Column("detail"), Column("key", .fileOnly),
        ]
        console.print(
            try registry.open(in: console).outbox(state), columns, output, quiet: "id")
    }
}
