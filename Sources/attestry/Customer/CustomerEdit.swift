import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change what is known of a company or of its contract.",
        discussion: """
            --status customer --since begins a contract, --status former --until ends the
            last one; --since or --until alone mend it. Domains that are given replace
            the old ones.

            Examples:
              attestry customer edit acme --status customer --since 2026-02-01
              attestry customer edit acme --status former --until 2026-12-31
            """)

    @Argument(help: "The code.", completion: customerCompletion)
    var code: String
    @OptionGroup var fields: FieldOptions<CustomerFields>
    @OptionGroup var contract: FieldOptions<ContractFields>
    @Option(help: "Empty a field: owner or domains; may be given several times.")
    var clear: [String] = []
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        var form = fields.form.merged(with: contract.form)
        form.cleared = Set(clear)
        try registry.open(in: console).editCustomer(
            Code(code, field: "code"), form, author: author.author(in: console))
        console.print(code)
    }
}
