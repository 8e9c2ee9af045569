import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementKindList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the kinds of agreements.",
        discussion: """
            Example:
              attestry agreement kind list
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let columns = [
            "code", "title", "counts_as_nda", "satisfies", "retention_months", "expiring_days",
            "origin",
        ].map { Column($0, $0 == "origin" ? .ifThereIsRoom : .always) }
        console.print(
            try registry.open(in: console).agreementKinds(), columns, output, quiet: "code")
    }
}
