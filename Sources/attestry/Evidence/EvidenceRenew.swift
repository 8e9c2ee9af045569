import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceRenew<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "renew", abstract: Noun.renewalAbstract,
            discussion: """
                Prints CODE@N. What is not given is taken over from the version before, but
                for dates, opinion and exceptions. A certificate that ends with the one before
                is a reissue.

                Example:
                \(Noun.renewalExample)
                """)
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var options: EvidenceOptions<EvidenceFields, Noun>
    @OptionGroup var audits: Noun.Audits
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let recorded = try registry.open(in: console).renew(
            Code(code, field: "code"), as: Noun.noun,
            options.input(storesMilestones: audits.milestones), author: author.author(in: console))
        console.print(recorded, as: recorded.name.description)
    }
}
