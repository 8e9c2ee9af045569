import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementEdit: ChangingCommand {
    static let configuration = verb(
        "edit", "Correct the terms of an agreement, or attach its document.",
        """
        The log keeps what was there before. New terms with the customer are a new
        agreement: add it, then 'agreement supersede'. --ends alone makes it end that
        day; with --term and --auto-renew it is the last day of the first term.
        """,
        example: "attestry agreement edit acme-nda --ends 2028-12-31 --reason 'misread'")

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var terms: AgreementOptions
    @Option(
        help: """
            Empty a field: template, initial_term_months, notice_days, notice_months, \
            survival_months; several times.
            """)
    var clear: [String] = []
    @OptionGroup var document: FileOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.agreement(named: self.code, "code")
        let form = try terms.form(in: registry).merged(with: Form(cleared: Set(clear)))
        try registry.editAgreement(
            code, form, file: document.source(), author: author)
        return code
    }
}
