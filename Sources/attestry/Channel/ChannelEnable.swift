import ArgumentParser
import AttestryDomain
import AttestryService

struct ChannelEnable: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Use a channel again that the other side had closed.",
        discussion: """
            Example:
              attestry alert channel enable siem --reason 'the address is back'
            """)

    @Argument(help: "The channel.", completion: channelCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).enableChannel(
            Code(code, field: "code"), author: author.author(in: console))
        console.note("note: attestry alert outbox retry ID sends again what was given up")
    }
}
