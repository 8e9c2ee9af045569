import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceVoid<Noun: EvidenceNoun>: ChangingCommand {
    static var configuration: CommandConfiguration {
        verb(
            "void", "Mark a version as recorded in error: it exists on no day.",
            example: "attestry \(Noun.noun.rawValue) void CODE@2 --reason 'typed twice'")
    }

    @Argument(help: "CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> VersionReference {
        let version = try registry.version(named: self.version)
        try registry.void(version, as: Noun.noun, author: author)
        return version
    }
}
