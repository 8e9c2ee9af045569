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
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        var query = DistributionQuery()
        query.evidence = try evidence.map { try registry.version(named: $0) }
        query.customer = try registry.customer(named: customer, "to")
        query.contact = contact
        query.outcome = outcome
        query.from = try registry.day(given: from, "from")
        query.to = try registry.day(given: until, "until")
        query.limit = limit
        var printer = ListPrinter(console, DistributionDocument.columns, output)
        try registry.eachDistribution(query) { try printer.add($0) }
        printer.finish()
    }
}
