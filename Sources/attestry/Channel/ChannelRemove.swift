import ArgumentParser
import AttestryService

struct ChannelRemove: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a channel; what waits for it is given up.",
        discussion: """
            Example:
              attestry alert channel remove ops
            """)

    @Argument(help: "The channel.", completion: channelCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).removeChannel(code, author: author.author(in: console))
        console.hasRecorded = true
    }
}
