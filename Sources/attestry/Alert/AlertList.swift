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
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let columns = [
            Column("id"), Column("subject"), Column("subject_kind", .fileOnly),
            Column("anchor"), Column("anchor_on"), Column("rung"),
            Column("raised_on"), Column("resolved_on"), Column("recipients"),
            Column("skipped", .fileOnly), Column("message", .fileOnly),
            Column("severity", .fileOnly), Column("acknowledged", .fileOnly),
            Column("snoozed_until", .fileOnly), Column("escalated", .fileOnly),
        ]
        console.print(
            try registry.open(in: console).alerts(of: code, unresolvedOnly: open), columns, output,
            quiet: "id")
    }
}
