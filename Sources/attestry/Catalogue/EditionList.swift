import ArgumentParser
import AttestryDomain
import AttestryService

struct EditionList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List editions with the dates that may decide.",
        discussion: """
            Example:
              attestry edition list iso27001
            """)

    @Argument(help: "Only editions of this scheme.")
    var scheme: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let columns = [
            Column("scheme"), Column("code"), Column("published_on"), Column("last_issue_on"),
            Column("retires_on"), Column("successor"), Column("parent_scheme"),
            Column("unconfirmed"),
            Column("title", .fileOnly), Column("origin", .fileOnly),
        ]
        console.print(
            try registry.open(in: console).editions(of: scheme), columns, output, quiet: "code")
    }
}
