import ArgumentParser
import AttestryDomain
import AttestryService

extension Distribution.Outcome: ExpressibleByArgument {}

struct DistributionList: AttestryCommand {
    static let configuration = verb(
        "list", "List the ledger: by evidence, customer, person or period.",
        example: """
            attestry distribution list --evidence soc2-cloud@1
            attestry distribution list --to acme --from 2026-01-01 --outcome refused
            """)

    @Option(help: "Only this evidence, CODE or CODE@N.", completion: codeCompletion)
    var evidence: String?
    @Option(name: .customLong("to"), help: "Only this customer.", completion: customerCompletion)
    var customer: String?
    @Option(help: "Only this person, with --to.", completion: contactCompletion)
    var contact: String?
    @Option(help: "Only what was released, or refused.")
    var outcome: Distribution.Outcome?
    @Option(help: "Only from this day on, YYYY-MM-DD.")
    var from: String?
    @Option(help: "Only up to this day, YYYY-MM-DD.")
    var until: String?
    @Option(help: "Only so many, the newest.")
    var limit: Int?
    @Option(help: "Only what relied on this agreement.", completion: agreementCompletion)
    var agreement: String?
    @Flag(name: .customLong("override"), help: "Only what was released in spite of a refusal.")
    var isOverridden = false
    @Flag(name: .customLong("refused"), help: "Only what was refused, as --outcome refused.")
    var isRefused = false
    @Flag(name: .customLong("imported"), help: "Only what came out of a file.")
    var isImported = false
    @Flag(name: .customLong("voided"), help: "Only what was voided; it is left out otherwise.")
    var isVoided = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
        if isRefused, outcome == .released || isOverridden || isImported || isVoided {
            throw ValidationError("--refused goes with nothing that was released")
        }
    }

    func run(in console: Console) throws {
        let present = try self.registry.open(in: console)
        let (registry, day) = try known.registry(present)
        var query = DistributionQuery()
        query.evidence = try evidence.map { try present.version(named: $0) }
        query.customer = try present.customer(named: customer, "to")
        query.contact = contact
        query.outcome = isRefused ? .refused : outcome
        query.agreement = try agreement.map { try present.agreement(named: $0, "agreement") }
        query.isOverridden = isOverridden
        query.isImported = isImported
        query.isVoided = isVoided
        query.day = day
        query.from = try present.day(given: from, "from")
        query.to = try present.day(given: until, "until")
        query.limit = limit
        var printer = ListPrinter(
            console, DistributionDocument.columns, output, of: ["distribution"])
        try registry.eachDistribution(query) { try printer.add($0) }
        printer.finish()
    }
}
