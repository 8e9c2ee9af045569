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
        let columns = [
            Column("code"), Column("kind"), Column("target"), Column("recipients"),
            Column("secret"), Column("program", .fileOnly), Column("only"),
            Column("schemes"), Column("severity"), Column("enabled"),
            Column("disabled_because"),
        ]
        console.print(
            try registry.open(in: console).channels().map(\.json), columns, output, quiet: "code")
    }
}
