import ArgumentParser
import AttestryDomain
import AttestryService

struct PageHide: ChangingCommand {
    static let configuration = verb(
        "hide", "Take an evidence or an activity off the page.",
        "The next build takes its own address away too; 'page publish' shows it again.",
        example: "attestry page hide iso27001 --reason 'the product is sold'")

    @Argument(help: "The evidence or the activity.", completion: publishableCompletion)
    var code: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        try registry.hide(Code(code, field: "code"), author: author)
    }
}
