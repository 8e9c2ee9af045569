import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceList<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "list", "List \(Noun.noun.rawValue)s with their verdicts on a day.",
            example: "attestry \(Noun.noun.rawValue) list --in-force --as-of 2026-12-01")
    }

    @OptionGroup var list: EvidenceListOptions

    func run(in console: Console) throws {
        try list.print(Noun.noun, EvidenceDocument.columns(of: Noun.noun), in: console)
    }
}

struct AllEvidenceList: AttestryCommand {
    static let configuration = verb(
        "list", "List certificates and reports together, with their verdicts on a day.",
        """
        --owner finds what a person keeps, what has no owner of its own with the
        registry's owner. --sort takes the name of any column that CSV has.
        """,
        example: """
            attestry evidence list --product cloud --sort until
            attestry evidence list --owner security@example.com --format csv
            """)

    @OptionGroup var list: EvidenceListOptions

    func run(in console: Console) throws {
        try list.print(nil, EvidenceDocument.columnsOfBoth, in: console)
    }
}

/// What the lists of evidence take.
struct EvidenceListOptions: ParsableArguments {
    @Option(help: "Only evidence of this scheme.", completion: schemeCompletion)
    var scheme: String?
    @Option(help: "Only evidence in this state.", completion: .list(Verdict.State.words))
    var state: String?
    @Option(help: "Only evidence that covers this product.", completion: productCompletion)
    var product: String?
    @Option(help: "Only evidence that this person keeps: an e-mail address.")
    var owner: String?
    @Flag(help: "Only evidence in force.")
    var inForce = false
    @Flag(help: "What was recorded in error, in place of all other.")
    var voided = false
    @Flag(help: "What was recorded in error, beside all other.")
    var all = false
    @Option(help: "Sort by this column, such as until or owner (default: code).")
    var sort: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        if all, voided { throw ValidationError("--all and --voided do not go together") }
    }

    /// Prints what the options ask for of a noun, or of both.
    func print(
        _ noun: Scheme.Noun?, _ columns: [Column<EvidenceDocument>], in console: Console
    ) throws {
        var filter = EvidenceFilter()
        filter.scheme = try scheme.code("scheme")
        filter.state = try state.map { try Verdict.State(known: $0, as: "state") }
        filter.product = try product.code("product")
        filter.owner = owner
        filter.inForceOnly = inForce
        filter.voidedOnly = voided
        filter.includesVoided = all
        let (registry, day) = try known.registry(
            self.registry.open(in: console), about: .evidence)
        let found = try registry.list(as: noun, asOf: day, filter)
        try console.print(
            sort.map { try found.sorted(by: $0, columns) } ?? found, columns, output,
            of: ["evidence"])
    }
}
