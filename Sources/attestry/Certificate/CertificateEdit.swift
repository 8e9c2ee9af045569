import ArgumentParser
import AttestryDomain
import AttestryService

struct CertificateEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Correct what was recorded about a certificate or one version.",
        discussion: """
            The log keeps what was there before.

            Example:
              attestry certificate edit iso27001@1 --expires 2028-02-29 \\
                --reason 'misread'
            """)

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var evidence: EvidenceFields
    @OptionGroup var fields: CertificateFields
    @Option(help: "Empty a field, such as parent or owner; may be given several times.")
    var clear: [String] = []
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        var form = try fields.form
        form.cleared = Set(clear)
        let recorded = try registry.open(in: console).edit(
            version, as: .certificate,
            evidence: EvidenceForm(
                title: evidence.title, owner: evidence.owner, file: document.source()),
            version: form,
            author: author.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
