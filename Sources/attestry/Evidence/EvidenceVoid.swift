import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceVoid<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "void", "Mark a version as recorded in error: it exists on no day.",
            """
            Names who holds it and what rides on it; --dry-run does so without
            recording it.
            """,
            example: """
                attestry \(Noun.noun.rawValue) void CODE@2 --reason 'typed twice'
                attestry \(Noun.noun.rawValue) void CODE@2 --take-back --reason 'it was right'
                """)
    }

    @Argument(help: "CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var void: VoidOptions

    func run(in console: Console) throws {
        let registry = try void.registry(in: console)
        let reference = try registry.version(named: version)
        try void.run(in: console) {
            try registry.void(reference, as: Noun.noun, isDryRun: $0, author: $1)
        } takingBack: {
            let recorded = try registry.unvoid(reference, as: Noun.noun, author: $0)
            console.print(recorded, as: recorded.name.description)
        }
    }
}
