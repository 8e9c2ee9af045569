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

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.discontinue(Code(code, field: "code"), as: Noun.noun, on: nil, author: author)
        return code
    }
}
