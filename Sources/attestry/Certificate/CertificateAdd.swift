import ArgumentParser
import AttestryDomain
import AttestryService

struct CertificateAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Record a certificate, label, AOC, registration or statement.",
        discussion: """
            Prints the code. 'attestry scheme list' names the schemes, 'attestry scheme
            show SCHEME' the identifiers that each needs.

            Examples:
              attestry certificate add iso27001 --scheme iso27001 --edition 2022 \\
                --number IS-1 --issuer 'Example Cert' --issued 2025-03-01 \\
                --expires 2028-02-28 --milestones
              attestry certificate add tisax --scheme tisax --edition 6.0 \\
                --issuer 'Example Audit' --issued 2026-01-15 --expires 2029-01-14 \\
                --set participant_id=P0XYZ1 --set scope_id=S1AB2C \\
                --set assessment_id=A1AB2C-1 --set assessment_level=AL2 \\
                --set labels=Confidential
            """)

    @Argument(help: "What to call it.")
    var code: String
    @Option(help: "The scheme it is held under.", completion: schemeCompletion)
    var scheme: String
    @OptionGroup var evidence: EvidenceFields
    @OptionGroup var fields: CertificateFields
    @Flag(help: "Record the surveillance audits that ISO/IEC 17021-1 asks for.")
    var milestones = false
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let recorded = try registry.open(in: console).add(
            code, scheme: scheme, as: .certificate,
            evidence: EvidenceForm(
                title: evidence.title, owner: evidence.owner, storesMilestones: milestones,
                file: document.source()),
            version: fields.form, author: author.author(in: console))
        console.print(recorded, as: code)
    }
}
