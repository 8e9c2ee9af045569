import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceResume<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "resume", abstract: "Take a discontinuation back.",
            discussion: """
                Example:
                  attestry \(Noun.noun.rawValue) resume CODE
                """)
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).resume(
            Code(code, field: "code"), as: Noun.noun, author: author.author(in: console))
        console.print(code)
    }
}
