import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceResume<Noun: EvidenceNoun>: ChangingCommand {
    static var configuration: CommandConfiguration {
        verb(
            "resume", "Take a discontinuation back.",
            example: "attestry \(Noun.noun.rawValue) resume CODE")
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.evidence(named: self.code, "code")
        try registry.discontinue(code, as: Noun.noun, on: nil, author: author)
        return code
    }
}
