import ArgumentParser
import AttestryDomain
import AttestryService

struct EditionAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an edition to a scheme.",
        discussion: """
            Example:
              attestry edition add nen7510 2030 --title 'NEN 7510-1:2030' \\
                --set published_on=2030-03
              attestry edition edit nen7510 2024 --set successor=2030
            """)

    @Argument(help: "The scheme.", completion: schemeCompletion)
    var scheme: String
    @Argument(help: "The edition's code.")
    var code: String
    @Option(help: "Its full name.")
    var title: String?
    @OptionGroup var facts: FactOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try registry.addEdition(
            Code(code, field: "code"), of: Code(scheme, field: "scheme"), title: title,
            facts.stated(in: registry), author: author.author(in: console))
        console.print(code)
    }
}
