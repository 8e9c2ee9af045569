import ArgumentParser
import AttestryDomain
import AttestryService

struct ReportAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record an audit report.",
        discussion: """
            Prints the code. Type 1 reports speak about a day, type 2 reports about a
            period.

            Examples:
              attestry report add soc2-cloud --scheme soc2-type2 --auditor 'Example CPA' \\
                --period 2025-10-01..2026-09-30 --issued 2026-11-02 \\
                --opinion unqualified --criteria security,availability
              attestry report add soc1-first --scheme soc1-type1 --auditor 'Example CPA' \\
                --as-of-date 2026-06-30 --issued 2026-08-14 --opinion qualified
            """)

    @Argument(help: "What to call it.")
    var code: String
    @Option(help: "The scheme it is held under.", completion: schemeCompletion)
    var scheme: String
    @OptionGroup var evidence: EvidenceFields
    @OptionGroup var fields: ReportFields
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let recorded = try registry.open(in: console).add(
            code, scheme: scheme, as: .report,
            evidence: EvidenceForm(
                title: evidence.title, owner: evidence.owner, file: document.source()),
            version: fields.form, author: author.author(in: console))
        console.print(recorded, as: code)
    }
}
