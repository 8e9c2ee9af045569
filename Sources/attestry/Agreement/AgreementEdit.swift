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
    @OptionGroup var terms: AgreementOptions
    @Option(help: "Empty a field: template, notice_days, survival_months; several times.")
    var clear: [String] = []
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let file = try document.source()
        var form = terms.form
        form.cleared = Set(clear)
        try registry.open(in: console).editAgreement(
            Code(code, field: "code"), form, file: file,
            author: author.author(in: console))
        console.print(code)
    }
}
