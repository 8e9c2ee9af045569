import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceDiscontinue<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "discontinue",
            abstract: "Give up a \(Noun.noun.rawValue) on purpose: no more alerts, no finding.",
            discussion: """
                Verdicts stay as they are. 'resume' takes it back.

                Example:
                  attestry \(Noun.noun.rawValue) discontinue CODE --on 2026-12-31
                """)
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @Option(help: "The first day, YYYY-MM-DD.")
    var on: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).discontinue(
            Code(code, field: "code"), as: Noun.noun, on: CivilDate(on, field: "on"),
            author: author.author(in: console))
        console.print(code)
    }
}
