import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceRenew<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "renew", Noun.renewalAbstract,
            """
            Prints CODE@N. What is not given is taken over from the version before, but
            for dates, opinion and exceptions. A certificate that ends with the one before
            is a reissue.
            """,
            example: Noun.renewalExample)
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var options: EvidenceOptions<Evidence, Noun>
    @OptionGroup var audits: Noun.Audits
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let recorded = try registry.renew(
            registry.evidence(named: code, "code"), as: Noun.noun,
            options.input(in: registry, storesMilestones: audits.milestones),
            author: change.why.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
