import ArgumentParser
import AttestryService

struct OutboxDrop: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Decide that a message need not be sent.",
        discussion: """
            Example:
              attestry alert outbox drop 41 --reason 'told by telephone'
            """)

    @Argument(help: "The message's number.")
    var id: Int
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).dropMessage(id, author: author.author(in: console))
    }
}
