import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementAdd: AttestryCommand {
    static let configuration = verb(
        "add", "Record an agreement with a customer.",
        """
        Prints the code: CUSTOMER-KIND where none is given. Without --signed it is a
        draft. 'attestry agreement kind list' names the kinds. What renews itself has
        a first term of --term, of --initial-term, or up to --ends.
        """,
        example: """
            attestry agreement add acme nda --signed 2026-01-10 --signed-by 'J. Doe' \\
              --effective 2026-01-10 --ends 2028-01-09 --survival 36
            attestry agreement add acme baa --template baa-2026 --signed 2026-01-10 \\
              --signed-by 'J. Doe' --effective 2026-02-01 --term 12 --auto-renew \\
              --notice-days 60
            attestry agreement add acme msa --signed 2026-01-10 --initial-term 36 \\
              --term 12 --auto-renew --notice-months 3
            attestry agreement add acme dpa --signed 2026-01-10 --ends 2027-07-31 \\
              --term 12 --auto-renew --notice-days 90
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String?
    @Argument(
        help: "The kind: nda, baa, dpa, msa, or your own.", completion: agreementKindCompletion)
    var kind: String?
    @Argument(help: "What to call it.")
    var code: String?
    @OptionGroup var terms: AgreementOptions
    @OptionGroup var start: FieldOptions<AgreementStart>
    @OptionGroup var document: FileOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let author = change.why.author(in: console)
        let given = try terms.form(in: registry).merged(with: start.form(in: registry))
            .with("customer", customer).with("kind", kind)
        let questions = try AgreementQuestions(registry)
        let file = try document.source()
        try console.asking(asking, given, questions.questions) { form in
            let words = try form.arguments(
                ("customer", "whom it is with"), ("kind", "what it is: nda, baa, dpa, msa"))
            console.print(
                try registry.addAgreement(
                    code.code("code"), Code(words[1], field: "kind"),
                    with: registry.customer(named: words[0], "customer"),
                    form.without("customer", "kind"), file: file, author: author
                ).description)
        }
    }
}
