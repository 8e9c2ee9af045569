import ArgumentParser
import AttestryService

struct OutboxRetry: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Have the next run send a message, given up or waiting.",
        discussion: """
            Example:
              attestry alert outbox retry 41
            """)

    @Argument(help: "The message's number.")
    var id: Int
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).retryMessage(id, author: author.author(in: console))
    }
}
