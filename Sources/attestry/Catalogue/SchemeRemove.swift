import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeRemove: ChangingCommand {
    static let configuration = verb(
        "remove", "Remove a scheme of your own that nothing uses.",
        "The log keeps it; another scheme may have its code.",
        example: "attestry scheme remove c5x --reason 'typed twice'")

    @Argument(help: "The scheme.", completion: schemeCompletion)
    var code: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.removeScheme(Code(code, field: "code"), author: author)
        return code
    }
}
