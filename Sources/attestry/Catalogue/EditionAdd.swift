import ArgumentParser
import AttestryDomain
import AttestryService

struct EditionAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an edition to a scheme.",
        discussion: """
            Example:
              attestry edition add tisax 7.0 --title 'VDA ISA 7.0' \\
                --set published_on=2027-03
              attestry edition edit tisax 6.0 --set successor=7.0
            """)

    @Argument(help: "The scheme.")
    var scheme: String
    @Argument(help: "The edition's code.")
    var code: String
    @Option(help: "Its full name.")
    var title: String?
    @Option(name: .customLong("set"), help: "A fact, NAME=VALUE; may be given several times.")
    var facts: [String] = []
    @OptionGroup var note: FactNoteOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).addEdition(
            Code(code, field: "code"), of: scheme, title: title,
            facts: parseAssignments(facts, option: "set"),
            note: FactNote(source: note.source, checkedOn: note.checkedOn, note: note.note),
            author: author.author(in: console))
        console.print(code)
    }
}
