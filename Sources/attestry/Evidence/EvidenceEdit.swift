import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceEdit<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "edit", "Correct what was recorded about a \(Noun.noun.rawValue) or one version.",
            "The log keeps what was there before.",
            example: """
                attestry \(Noun.noun.rawValue) edit CODE@1 --scope 'as printed' \\
                  --reason 'misread'
                """)
    }

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var options: EvidenceOptions<Evidence, Noun>
    @Option(help: "Empty a field, such as scope or owner; may be given several times.")
    var clear: [String] = []
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let recorded = try registry.edit(
            registry.version(named: version), as: Noun.noun,
            options.input(in: registry, clearing: clear),
            author: change.why.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
