import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementKindSet: ChangingCommand {
    static let configuration = verb(
        "set", "Add a kind of agreement, or change one.",
        "What you set counts from then on; no upgrade touches it.",
        example: """
            attestry agreement kind set clickthrough --title 'Click-through NDA' \\
              --counts-as-nda
            attestry agreement kind set nda --retention-months 120
            """)

    @Argument(help: "The kind.", completion: agreementKindCompletion)
    var code: String
    @OptionGroup var fields: FieldOptions<AgreementKind>
    @Option(help: "Empty a field: satisfies.")
    var clear: [String] = []
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        let form = fields.form.merged(with: Form(cleared: Set(clear)))
        try registry.setAgreementKind(Code(code, field: "code"), form, author: author)
        return code
    }
}
