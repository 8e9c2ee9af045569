import ArgumentParser
import AttestryDomain
import AttestryService

struct EditionRemove: ChangingCommand {
    static let configuration = verb(
        "remove", "Remove an edition of your own that no version was issued to.",
        "The log keeps it; another edition may have its code.",
        example: "attestry edition remove nen7510 2031 --reason 'mistyped'")

    @Argument(help: "The scheme.", completion: schemeCompletion)
    var scheme: String
    @Argument(help: "The edition's code.")
    var code: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.removeEdition(
            Code(code, field: "code"), of: Code(scheme, field: "scheme"), author: author)
        return code
    }
}
