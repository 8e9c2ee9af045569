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
    @OptionGroup var terms: AgreementFields
    @Option(name: .customLong("signed"), help: "The day the last party signed, YYYY-MM-DD.")
    var signed: String?
    @Option(help: "Who signed it for the customer.")
    var signedBy: String?
    @OptionGroup var document: FileOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        var values = terms.values
        values["executed_on"] = signed
        values["signed_by"] = signedBy
        let file = try document.source()
        let added = try registry.open(in: console).addAgreement(
            code, kind: kind, customer: customer, Fields(values), file: file,
            author: author.author(in: console))
        console.hasRecorded = true
        console.print(added)
    }
}
