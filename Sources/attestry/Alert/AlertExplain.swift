import ArgumentParser
import AttestryDomain
import AttestryService

struct AlertExplain: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Each anchor and rung of a code: when it fires, or why it does not.",
        discussion: """
            The code of an evidence, an agreement or a customer. Rungs of which the same
            becomes stand in one line; --all and the other formats give each its own.

            Example:
              attestry alert explain iso27001
            """)

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @Flag(help: "A line for every rung.")
    var all = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(registry.open(in: console))
        let explanation = try registry.explainAlerts(of: Code(code, field: "code"), asOf: day)
        if output.format == .json { return console.print(explanation.json.document) }
        if output.quiet {
            for name in Set(explanation.anchors.map(\.name)).sorted() { console.print(name) }
            return
        }
        if output.format == .table, console.terminalWidth != nil {
            for anchor in explanation.anchors { console.print(anchor.text.visible()) }
            console.print("to: \(explanation.recipient?.visible() ?? "nobody")\n")
        }
        let rungs =
            all || output.format != .table ? explanation.rungs : explanation.foldedRungs
        try console.print(rungs, AlertExplanation.columns, output, quiet: "anchor")
        if let why = explanation.silence { console.note(why) }
    }
}
