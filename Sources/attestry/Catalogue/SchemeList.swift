import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all schemes.",
        discussion: """
            Example:
              attestry scheme list
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let columns = [
            Column("code"), Column("kind"), Column("validity_months"), Column("expiring_days"),
            Column("release_class"), Column("editions"), Column("title"),
            Column("origin", .fileOnly),
        ]
        console.print(
            try registry.open(in: console).schemes(), columns, output, quiet: "code")
    }
}
