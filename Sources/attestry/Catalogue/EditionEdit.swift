import ArgumentParser
import AttestryService

struct EditionEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Enter facts about an edition, such as a confirmed retirement.",
        discussion: """
            Example:
              attestry edition edit iso9001 2015 --set retires_on=2029-09-30 \\
                --source 'our body, letter'
            """)

    @Argument(help: "The scheme.")
    var scheme: String
    @Argument(help: "The edition's code.")
    var code: String
    @Option(name: .customLong("set"), help: "A fact, NAME=VALUE; may be given several times.")
    var facts: [String] = []
    @OptionGroup var note: FactNoteOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).editEdition(
            code, of: scheme, facts: parseAssignments(facts, option: "set"),
            note: FactNote(source: note.source, checkedOn: note.checkedOn, note: note.note),
            author: author.author(in: console))
        console.print(code)
    }
}
