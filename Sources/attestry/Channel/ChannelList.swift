import ArgumentParser
import AttestryDomain
import AttestryService

struct ChannelList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the channels and what each takes.",
        discussion: """
            Example:
              attestry alert channel list
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        try console.print(
            past.registry(registry.open(in: console)).channels(), Channel.columns, output,
            of: ["channel"])
    }
}
