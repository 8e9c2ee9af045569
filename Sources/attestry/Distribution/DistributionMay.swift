import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionMay: AttestryCommand {
    static let configuration = verb(
        "may", "Ask whether it may go out; nothing is recorded.",
        "Prints yes or no, with every rule that refuses; exits 2 where one does.",
        example: """
            attestry distribution may soc2-cloud --to acme \\
              --contact j.doe@acme.example --basis 'runs their vendor reviews'
            """)

    @OptionGroup var recipient: RecipientOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let present = try self.registry.open(in: console)
        let request = try recipient.request(recipient.form, in: present)
        let (registry, day) = try known.registry(present, about: .customer(request.customer))
        let answer = try registry.may(request, asOf: day)
        try console.show(answer, ReleaseAnswer.columns, output) {
            console.print(answer.isAllowed ? "yes" : "no")
            console.explain(answer)
        }
        if !answer.isAllowed { throw FindingsFound() }
    }
}
