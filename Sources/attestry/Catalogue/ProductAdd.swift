import ArgumentParser
import AttestryDomain
import AttestryService

struct ProductAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a product.",
        discussion: """
            Example:
              attestry product add cloud --name 'Example Cloud'
            """)

    @Argument(help: "The product's code.")
    var code: String?
    @Option(help: "Its full name.")
    var name: String?
    @OptionGroup var asking: AskingOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let author = change.why.author(in: console)
        try console.asking(asking, Form(["code": code, "name": name])) { form in
            [
                .code("code", "the product's code, such as cloud"),
                Question(field: "name", what: "its full name", proposal: form["code"]),
            ]
        } _: { form in
            let code = try form.arguments(("code", "what to call it"))[0]
            try registry.addProduct(
                Code(code, field: "code"), name: form["name"], author: author)
            console.print(code)
        }
    }
}
