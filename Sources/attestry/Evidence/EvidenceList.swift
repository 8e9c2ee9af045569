import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceList<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "list", "List \(Noun.noun.rawValue)s with their verdicts on a day.",
            example: "attestry \(Noun.noun.rawValue) list --in-force --as-of 2026-12-01")
    }

    @Option(help: "Only evidence of this scheme.", completion: schemeCompletion)
    var scheme: String?
    @Option(help: "Only evidence in this state.", completion: .list(Verdict.State.words))
    var state: String?
    @Option(help: "Only evidence that covers this product.", completion: productCompletion)
    var product: String?
    @Flag(help: "Only evidence in force.")
    var inForce = false
    @Flag(help: "What was recorded in error, in place of all other.")
    var voided = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        var filter = EvidenceFilter()
        filter.scheme = try scheme.code("scheme")
        filter.state = try state.map { try Verdict.State(known: $0, as: "state") }
        filter.product = try product.code("product")
        filter.inForceOnly = inForce
        filter.voidedOnly = voided
        let (registry, day) = try known.registry(
            self.registry.open(in: console), about: .evidence)
        try console.print(
            try registry.list(as: Noun.noun, asOf: day, filter),
            EvidenceDocument.columns(of: Noun.noun), output, of: ["evidence"])
    }
}
