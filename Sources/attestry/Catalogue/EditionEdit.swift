import ArgumentParser
import AttestryDomain
import AttestryService

struct EditionEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Enter facts about an edition, such as a confirmed retirement.",
        discussion: """
            Example:
              attestry edition edit iso9001 2015 --set retires_on=2029-09-30 \\
                --source 'our body, letter'
            """)

    @Argument(help: "The scheme.", completion: schemeCompletion)
    var scheme: String
    @Argument(help: "The edition's code.", completion: editionCompletion)
    var code: String
    @Option(help: "Its full name, of an edition of your own.")
    var title: String?
    @OptionGroup var facts: FactOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try registry.editEdition(
            Code(code, field: "code"), of: Code(scheme, field: "scheme"), title: title,
            facts.stated(in: registry), author: author.author(in: console))
        console.print(code)
    }
}
