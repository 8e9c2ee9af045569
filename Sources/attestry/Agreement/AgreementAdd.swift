import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record an agreement with a customer.",
        discussion: """
            Prints the code: CUSTOMER-KIND where none is given. Without --signed it is a
            draft. 'attestry agreement kind list' names the kinds.

            Examples:
              attestry agreement add acme nda --signed 2026-01-10 --signed-by 'J. Doe' \\
                --effective 2026-01-10 --ends 2028-01-09 --survival 36
              attestry agreement add acme baa --template baa-2026 --signed 2026-01-10 \\
                --signed-by 'J. Doe' --effective 2026-02-01 --term 12 --auto-renew \\
                --notice-days 60
            """)

    @Argument(help: "The customer.", completion: customerCompletion)
    var customer: String
    @Argument(help: "The kind: nda, baa, dpa, msa, or your own.")
    var kind: String
    @Argument(help: "What to call it.")
    var code: String?
    @OptionGroup var terms: AgreementOptions
    @OptionGroup var start: FieldOptions<AgreementStartFields>
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let input = AgreementInput(
            code: try code.map { try Code($0, field: "code") }, kind: kind,
            customer: try Code(customer, field: "customer"),
            form: terms.form.merged(with: start.form))
        let file = try document.source()
        let added = try registry.open(in: console).addAgreement(
            input, file: file, author: author.author(in: console))
        console.print(added.description)
    }
}
