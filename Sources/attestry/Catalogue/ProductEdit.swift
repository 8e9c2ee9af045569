import ArgumentParser
import AttestryDomain
import AttestryService

struct ProductEdit: ChangingCommand {
    static let configuration = verb(
        "edit", "Change the name of a product.",
        "Its code is changed by 'product rename'.",
        example: "attestry product edit cloud --name 'Example Cloud'")

    @Argument(help: "The product's code.", completion: productCompletion)
    var code: String
    @Option(help: "Its full name.")
    var name: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.editProduct(Code(code, field: "code"), name: name, author: author)
        return code
    }
}
