import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceVoid<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "void", "Mark a version as recorded in error: it exists on no day.",
            "Says who holds it and what rides on it.",
            example: """
                attestry \(Noun.noun.rawValue) void CODE@2 --reason 'typed twice'
                attestry \(Noun.noun.rawValue) void CODE@2 --take-back --reason 'it was right'
                """)
    }

    @Argument(help: "CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func run(in console: Console) throws {
        let recorded = try change.registry.open(in: console).void(
            VersionReference(version), as: Noun.noun, takesBack: void.takeBack,
            author: change.why.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
