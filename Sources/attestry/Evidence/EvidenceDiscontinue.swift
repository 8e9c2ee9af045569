import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceDiscontinue<Noun: EvidenceNoun>: ChangingCommand {
    static var configuration: CommandConfiguration {
        verb(
            "discontinue",
            "Give up a \(Noun.noun.rawValue) on purpose: no more alerts, no finding.",
            "Verdicts stay as they are. 'resume' takes it back.",
            example: "attestry \(Noun.noun.rawValue) discontinue CODE --on 2026-12-31")
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @Option(help: "The first day, YYYY-MM-DD.")
    var on: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.discontinue(
            Code(code, field: "code"), as: Noun.noun, on: CivilDate(on, field: "on"), author: author
        )
        return code
    }
}
