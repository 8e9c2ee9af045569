import ArgumentParser
import AttestryDomain
import AttestryService

struct ReportEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Correct what was recorded about a report or one version.",
        discussion: """
            The log keeps what was there before.

            Example:
              attestry report edit soc2-cloud@1 --exceptions 2 --reason 'counted again'
            """)

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var evidence: EvidenceFields
    @OptionGroup var fields: ReportFields
    @Option(help: "Empty a field, such as scope or owner; may be given several times.")
    var clear: [String] = []
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        var form = try fields.form
        form.cleared = Set(clear)
        let recorded = try registry.open(in: console).edit(
            version, as: .report,
            evidence: EvidenceForm(
                title: evidence.title, owner: evidence.owner, file: document.source()),
            version: form, author: author.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
