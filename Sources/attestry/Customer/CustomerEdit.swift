import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerEdit: ChangingCommand {
    static let configuration = verb(
        "edit", "Change what is known of a company or of its contract.",
        """
        --status customer --since begins a contract, --status former --until ends the
        last one; --since or --until alone mend it. Domains that are given replace
        the old ones.
        """,
        example: """
            attestry customer edit acme --status customer --since 2026-02-01
            attestry customer edit acme --status former --until 2026-12-31
            """)

    @Argument(help: "The code.", completion: customerCompletion)
    var code: String
    @OptionGroup var fields: FieldOptions<Customer>
    @OptionGroup var contract: FieldOptions<ContractInput>
    @Option(help: "Empty a field: owner or domains; may be given several times.")
    var clear: [String] = []
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.customer(named: self.code, "code")
        let form = try fields.form(in: registry).merged(with: contract.form(in: registry)).merged(
            with: Form(cleared: Set(clear)))
        try registry.editCustomer(code, form, author: author)
        return code
    }
}
