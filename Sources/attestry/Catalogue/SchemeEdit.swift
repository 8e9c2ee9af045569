import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Enter facts of your own; they count before the program's.",
        discussion: """
            An empty value states that there is none. Upgrades never touch your facts. The
            title of a scheme of your own can be changed too.

            Example:
              attestry scheme edit soc2-type2 --set freshness_basis=issued_on \\
                --source 'our customers'
            """)

    @Argument(help: "The scheme.", completion: schemeCompletion)
    var code: String
    @Option(help: "Its full name, of a scheme of your own.")
    var title: String?
    @OptionGroup var facts: FactOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try registry.editScheme(
            Code(code, field: "code"), title: title, facts.stated(in: registry),
            author: author.author(in: console))
        console.print(code)
    }
}
