import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceVoid<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "void",
            abstract: "Mark a version as recorded in error: it exists on no day.",
            discussion: """
                Example:
                  attestry \(Noun.noun.rawValue) void CODE@2 --reason 'typed twice'
                """)
    }

    @Argument(help: "CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).void(
            VersionReference(version), as: Noun.noun, author: author.author(in: console))
        console.print(version)
    }
}
