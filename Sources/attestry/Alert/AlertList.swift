import ArgumentParser
import AttestryDomain
import AttestryService

extension Alert.State: ExpressibleByArgument {}

struct AlertList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List alerts raised so far, each with what became of it.",
        discussion: """
            An alert is open until it is acknowledged, snoozed (until that day) or
            resolved: what it warned of is gone.

            Example:
              attestry alert list iso27001 --open
            """)

    @Argument(
        help: "Only alerts about this evidence, agreement, customer or activity.",
        completion: codeCompletion)
    var code: String?
    @Flag(help: "Only alerts that wait for an answer.")
    var open = false
    @Option(help: "Only alerts in this state: open, acknowledged, snoozed or resolved.")
    var state: Alert.State?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        if open, state != nil { throw ValidationError("give one of --open and --state") }
    }

    func run(in console: Console) throws {
        let kept = open ? .open : state
        let alerts = try past.registry(registry.open(in: console)).alerts(
            of: code.map { try Code($0, field: "code") },
            in: kept.map { [$0] } ?? Set(Alert.State.allCases))
        try console.print(alerts, AlertDocument.columns, output, quiet: "id", of: ["alert"])
    }
}
