import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementKindSet: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Add a kind of agreement, or change one.",
        discussion: """
            What you set counts from then on; no upgrade touches it.

            Examples:
              attestry agreement kind set clickthrough --title 'Click-through NDA' \\
                --counts-as-nda
              attestry agreement kind set nda --retention-months 120
            """)

    @Argument(help: "The kind.")
    var code: String
    @OptionGroup var fields: FieldOptions<AgreementKindFields>
    @Option(help: "Empty a field: satisfies.")
    var clear: [String] = []
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        var form = fields.form
        form.cleared = Set(clear)
        try registry.open(in: console).setAgreementKind(
            Code(code, field: "code"), form, author: author.author(in: console))
        console.print(code)
    }
}
