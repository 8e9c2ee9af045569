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
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(try registry.open(in: console).channels(), Channel.columns, output)
    }
}
