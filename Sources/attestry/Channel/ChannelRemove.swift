import ArgumentParser
import AttestryDomain
import AttestryService

struct ChannelRemove: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a channel; what was not sent through it is dropped.",
        discussion: """
            Example:
              attestry alert channel remove ops
            """)

    @Argument(help: "The channel.", completion: channelCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let dropped = try registry.open(in: console).removeChannel(
            Code(code, field: "code"), author: author.author(in: console))
        if dropped > 0 {
            console.note(
                "note: \(dropped.of("message that was", "messages that were")) not sent "
                    + "yet \(dropped == 1 ? "is" : "are") dropped; "
                    + "attestry alert list --open shows what is due")
        }
    }
}
