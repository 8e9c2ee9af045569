import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceList<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "list", "List \(Noun.noun.rawValue)s with their verdicts on a day.",
            example: "attestry \(Noun.noun.rawValue) list --in-force --as-of 2026-12-01")
    }

    @Option(help: "Only evidence of this scheme.")
    var scheme: String?
    @Option(help: "Only evidence in this state.")
    var state: String?
    @Option(help: "Only evidence that covers this product.")
    var product: String?
    @Flag(help: "Only evidence in force.")
    var inForce = false
    @Flag(help: "What was recorded in error, in place of all other.")
    var voided = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        var filter = EvidenceFilter()
        filter.scheme = try scheme.code("scheme")
        filter.state = try state.map { try Verdict.State(known: $0, as: "state") }
        filter.product = try product.code("product")
        filter.inForceOnly = inForce
        filter.voidedOnly = voided
        console.print(
            try registry.open(in: console).list(as: Noun.noun, asOf: day.day, filter),
            EvidenceDocument.columns(of: Noun.noun), output)
    }
}
