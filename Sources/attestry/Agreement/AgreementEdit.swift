import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Correct the terms of an agreement, or attach its document.",
        discussion: """
            The log keeps what was there before. New terms with the customer are a new
            agreement: add it, then 'agreement supersede'.

            Example:
              attestry agreement edit acme-nda --ends 2028-12-31 --reason 'misread'
            """)

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var terms: AgreementFields
    @Option(help: "Empty a field: template, notice_days, survival_months; several times.")
    var clear: [String] = []
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        let known = ["template", "notice_days", "survival_months"]
        if let field = clear.first(where: { !known.contains($0) }) {
            throw ValidationError("--clear takes \(known.joined(separator: ", ")), not '\(field)'")
        }
    }

    func run(in console: Console) throws {
        let file = try document.source()
        try registry.open(in: console).editAgreement(
            code, Fields(terms.values, cleared: Set(clear)), file: file,
            author: author.author(in: console))
        console.hasRecorded = true
        console.print(code)
    }
}
