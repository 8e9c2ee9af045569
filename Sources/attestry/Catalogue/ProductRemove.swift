import ArgumentParser
import AttestryDomain
import AttestryService

struct ProductRemove: ChangingCommand {
    static let configuration = verb(
        "remove", "Remove a product that no version covers.",
        "The log keeps it; another product may have its code.",
        example: "attestry product remove clod --reason 'typed twice'")

    @Argument(help: "The product's code.", completion: productCompletion)
    var code: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.removeProduct(Code(code, field: "code"), author: author)
        return code
    }
}
