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

    @Argument(help: "The kind.", completion: agreementKindCompletion)
    var kind: String
    @Option(help: "The template that everybody should be on.")
    var template: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        try console.print(
            try registry.paper(Code(kind, field: "kind"), template: template, asOf: day),
            AgreementDocument.paperColumns, output)
    }
}
