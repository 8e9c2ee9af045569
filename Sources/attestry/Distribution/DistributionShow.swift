import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionShow: AttestryCommand {
    static let configuration = verb(
        "show", "Show one row of the ledger, by its number or by a copy that turned up.",
        example: """
            attestry distribution show 12
            attestry distribution show 51KF5C-HBGKP6
            """)

    @Argument(help: "Its number, or the copy's identifier that is stamped on it.")
    var id: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let document = try day.registry(registry.open(in: console), about: .everything)
            .distribution(DistributionName(id), asOf: day.day)
        console.show(document, DistributionDocument.columns, output) {
            console.printLines(
                DistributionDocument.columns.map {
                    ScreenLine($0.name.replacing("_", with: " "), $0.value(document))
                })
        }
    }
}
