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
            for can be left out; it then stands as missing. At a terminal it asks for
            what is needed and not given.
            """,
            example: Noun.additionExamples)
    }

    @Argument(help: "What to call it.")
    var code: String?
    @OptionGroup var options: EvidenceOptions<NewEvidenceFields, Noun>
    @OptionGroup var audits: Noun.Audits
    @OptionGroup var asking: AskingOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let given = try options.input(in: registry, storesMilestones: audits.milestones)
        let questions = EvidenceQuestions(noun: Noun.noun, registry: registry)
        let author = change.why.author(in: console)
        try console.asking(
            asking, given.form.with("code", code), questions.questions
        ) { form in
            let code = try form.arguments(("code", "what to call it"))[0]
            var input = given
            input.form = form.without("code")
            let recorded = try registry.add(
                Code(code, field: "code"), as: Noun.noun, input, author: author)
            console.print(recorded, as: code)
        }
    }
}
