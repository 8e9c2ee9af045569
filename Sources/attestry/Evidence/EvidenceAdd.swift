import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceAdd<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: Noun.additionAbstract,
            discussion: """
                Prints the code. 'attestry scheme list' names the schemes, 'attestry scheme
                show SCHEME' the identifiers that each needs.

                Examples:
                \(Noun.additionExamples)
                """)
    }

    @Argument(help: "What to call it.")
    var code: String
    @OptionGroup var options: EvidenceOptions<NewEvidenceFields, Noun>
    @OptionGroup var audits: Noun.Audits
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let recorded = try registry.open(in: console).add(
            Code(code, field: "code"), as: Noun.noun,
            options.input(storesMilestones: audits.milestones), author: author.author(in: console))
        console.print(recorded, as: code)
    }
}
