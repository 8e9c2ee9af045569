import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one row of the ledger, by its number or by a copy that turned up.",
        discussion: """
            Example:
              attestry distribution show 12
              attestry distribution show 51KF5C-HBGKP6
            """)

    @Argument(help: "Its number, or the copy's identifier that is stamped on it.")
    var id: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let document = try registry.open(in: console).distribution(id)
        switch output.format {
        case .json: console.print(document.document)
        case .csv: console.print([document], distributionColumns, output, quiet: "id")
        case .table where output.quiet: console.print(document["id"].cell)
        case .table:
            console.printFields(
                distributionColumns.map {
                    ($0.name.split(separator: "_").joined(separator: " "), $0.value(document).cell)
                })
        }
    }
}
