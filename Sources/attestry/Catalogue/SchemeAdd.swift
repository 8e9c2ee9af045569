import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a scheme of your own.",
        discussion: """
            Example:
              attestry scheme add c5 --kind report --title 'BSI C5 type 2' \\
                --set coverage=period --set freshness_months=12 --set release_class=nda
            """)

    @Argument(help: "The scheme's code.")
    var code: String
    @Option(
        help: "certificate, label_set, aoc, self_assessment, registration, statement or report.")
    var kind: String
    @Option(help: "Its full name.")
    var title: String?
    @Option(name: .customLong("set"), help: "A fact, NAME=VALUE; may be given several times.")
    var facts: [String] = []
    @OptionGroup var note: FactNoteOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        var facts = try parseAssignments(facts, option: "set")
        if facts["release_class"] == nil { facts["release_class"] = "internal" }
        try registry.open(in: console).addScheme(
            Code(code, field: "code"), title: title, kind: kind, facts: facts,
            note: FactNote(source: note.source, checkedOn: note.checkedOn, note: note.note),
            author: author.author(in: console))
        console.print(code)
    }
}
