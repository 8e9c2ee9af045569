import ArgumentParser
import AttestryDomain
import AttestryService

struct CertificateRenew: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Record a further version: a renewal or a reissue.",
        discussion: """
            Prints CODE@N. Edition, number, issuer, scope, products, parent and
            identifiers are taken over where they are not given. A version that ends with
            the one before is a reissue.

            Example:
              attestry certificate renew iso27001 --issued 2028-02-10 \\
                --valid-from 2028-02-29 --expires 2031-02-28 --milestones
            """)

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var evidence: EvidenceFields
    @OptionGroup var fields: CertificateFields
    @Flag(help: "Record the surveillance audits that ISO/IEC 17021-1 asks for.")
    var milestones = false
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let recorded = try registry.open(in: console).renew(
            code, as: .certificate,
            evidence: EvidenceForm(
                title: evidence.title, owner: evidence.owner, storesMilestones: milestones,
                file: document.source()),
            version: fields.form, author: author.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
