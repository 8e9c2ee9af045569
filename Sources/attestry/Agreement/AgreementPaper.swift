import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementPaper: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "List who is still on another template.",
        discussion: """
            Agreements of the kind that are in force, or will be, and were not made from
            the template named.

            Example:
              attestry agreement paper dpa --template dpa-2026
            """)

    @Argument(help: "The kind.")
    var kind: String
    @Option(help: "The template that everybody should be on.")
    var template: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let documents = try registry.open(in: console).paper(
            kind, template: template, asOf: day.day)
        let columns = [
            Column("customer"), Column("code"), Column("template"), Column("state"),
            Column("effective_on"), Column("term_end"),
        ]
        console.print(
            documents.map { JSONValue.object($0.summary) }, columns, output, quiet: "customer")
    }
}
