import ArgumentParser
import AttestryDomain
import AttestryService

struct ReportRenew: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Record the next period's report.",
        discussion: """
            Prints CODE@N. Auditor, criteria, edition, scope and products are taken over
            where they are not given.

            Example:
              attestry report renew soc2-cloud --period 2026-10-01..2027-09-30 \\
                --issued 2027-11-05 --opinion unqualified
            """)

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var evidence: EvidenceFields
    @OptionGroup var fields: ReportFields
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let recorded = try registry.open(in: console).renew(
            code, as: .report,
            evidence: EvidenceForm(
                title: evidence.title, owner: evidence.owner, file: document.source()),
            version: fields.form, author: author.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
