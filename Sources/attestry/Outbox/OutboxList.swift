import ArgumentParser
import AttestryDomain
import AttestryService

struct OutboxList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List messages that wait or were given up.",
        discussion: """
            Recipients and alerts are those that would be told now: what was resolved or
            answered since is left out, and mail goes to whoever owns it today.

            Example:
              attestry alert outbox list --state sent
            """)

    @Option(help: "Those of one state: queued, claimed, sent, failed or dropped.")
    var state: Delivery.State?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        try console.print(
            try past.registry(registry.open(in: console)).outbox(state), OutboxItem.columns, output,
            quiet: "id", of: ["message"])
    }
}
