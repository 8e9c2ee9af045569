import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceAdd<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "add", Noun.additionAbstract,
            """
            Prints the code. 'attestry scheme list' names the schemes, 'attestry scheme
            show SCHEME' the identifiers that each needs or wishes for. What is wished
            for can be left out; it then stands as missing.
            """,
            example: Noun.additionExamples)
    }

    @Argument(help: "What to call it.")
    var code: String
    @OptionGroup var options: EvidenceOptions<NewEvidenceFields, Noun>
    @OptionGroup var audits: Noun.Audits
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let recorded = try registry.add(
            Code(code, field: "code"), as: Noun.noun,
            options.input(in: registry, storesMilestones: audits.milestones),
            author: change.why.author(in: console))
        console.print(recorded, as: code)
    }
}
