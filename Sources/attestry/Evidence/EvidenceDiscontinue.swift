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

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.evidence(named: self.code, "code")
        try registry.discontinue(
            code, as: Noun.noun, on: registry.day(on, "on"), author: author
        )
        return code
    }
}
