import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementPaper: AttestryCommand {
    static let configuration = verb(
        "paper", "List who is still on another template.",
        """
        Agreements of the kind that are in force, or will be, and were not made from
        the template named.
        """,
        example: "attestry agreement paper dpa --template dpa-2026")

    @Argument(help: "The kind.")
    var kind: String
    @Option(help: "The template that everybody should be on.")
    var template: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(
            try registry.open(in: console).paper(
                Code(kind, field: "kind"), template: template, asOf: day.day),
            AgreementDocument.paperColumns, output)
    }
}
