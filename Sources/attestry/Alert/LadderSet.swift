import ArgumentParser
import AttestryDomain
import AttestryService

struct LadderSet: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set your own ladder for an anchor; it counts before the program's.",
        discussion: """
            Rungs are days before the date. After the date an alert repeats weekly for
            twelve weeks, unless the ladder is 'none'. Without a scope the ladder is for
            everything.

            Examples:
              attestry alert ladder set end '120 60 30 14 7 1 0' --scheme pci-dss
              attestry alert ladder set milestone:book-auditor '30 7' \\
                --evidence iso27001
            """)

    @Argument(help: "The anchor: end, milestone, milestone:KIND, fresh_until …")
    var anchor: String
    @Argument(help: "Days, such as '90 60 30 7 0', or none.")
    var rungs: String
    @Option(help: "Only for this evidence.", completion: codeCompletion)
    var evidence: String?
    @Option(help: "Only for this agreement.", completion: agreementCompletion)
    var agreement: String?
    @Option(help: "Only for this activity.", completion: activityCompletion)
    var activity: String?
    @Option(help: "Only for evidence of this scheme.")
    var scheme: String?
    @Option(help: "Only for this kind, such as certificate, nda or month.")
    var kind: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        if [evidence, agreement, activity, scheme, kind].compactMap(\.self).count > 1 {
            throw ValidationError(
                "give one of --evidence, --agreement, --activity, --scheme and --kind")
        }
    }

    func run(in console: Console) throws {
        let scopes: [(Ladders.Scope, String?)] = [
            (.evidence, evidence), (.agreement, agreement), (.activity, activity),
            (.scheme, scheme), (.kind, kind),
        ]
        let (scope, code) = scopes.first { $0.1 != nil } ?? (.any, nil)
        let rule = Ladders.Rule(
            scope: scope, scopeCode: code, anchor: try AnchorName(anchor, field: "anchor"),
            ladder: try Ladder(rungs), origin: .user)
        try registry.open(in: console).setLadder(rule, author: author.author(in: console))
        console.print(anchor)
    }
}
