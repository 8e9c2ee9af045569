import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceEdit<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit",
            abstract: "Correct what was recorded about a \(Noun.noun.rawValue) or one version.",
            discussion: """
                The log keeps what was there before.

                Example:
                  attestry \(Noun.noun.rawValue) edit CODE@1 --scope 'as printed' \\
                    --reason 'misread'
                """)
    }

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @OptionGroup var options: EvidenceOptions<EvidenceFields, Noun>
    @Option(help: "Empty a field, such as scope or owner; may be given several times.")
    var clear: [String] = []
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let recorded = try registry.open(in: console).edit(
            VersionReference(version), as: Noun.noun, options.input(clearing: clear),
            author: author.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
