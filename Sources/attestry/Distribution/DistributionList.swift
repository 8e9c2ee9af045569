import ArgumentParser
import AttestryDomain
import AttestryService

extension Distribution.Outcome: ExpressibleByArgument {}

struct DistributionList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the ledger: by evidence, customer, person or period.",
        discussion: """
            Examples:
              attestry distribution list --evidence soc2-cloud@1
              attestry distribution list --to acme --from 2026-01-01 --outcome refused
            """)

    @Option(help: "Only this evidence, CODE or CODE@N.", completion: codeCompletion)
    var evidence: String?
    @Option(name: .customLong("to"), help: "Only this customer.", completion: customerCompletion)
    var customer: String?
    @Option(help: "Only this person, with --to.")
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
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
    }

    func run(in console: Console) throws {
        let query = DistributionQuery(
            evidence: evidence, customer: customer, contact: contact, outcome: outcome,
            from: try from.map { try CivilDate($0, field: "from") },
            to: try until.map { try CivilDate($0, field: "until") }, limit: limit)
        var printer = ListPrinter(console, distributionColumns, output, quiet: "id")
        try registry.open(in: console).eachDistribution(query) { printer.add($0) }
        printer.finish()
    }
}

/// The columns of the ledger.
let distributionColumns = [
    Column("id"), Column("released_on"),
    Column("outcome").toned { $0["outcome"] == "released" ? .good : .bad }, Column("evidence"),
    Column("version"),
    Column("customer"), Column("contact"), Column("rules_failed", .ifThereIsRoom),
    Column("channel", .ifThereIsRoom), Column("released_by", .ifThereIsRoom),
    Column("letter", .fileOnly), Column("contact_name", .fileOnly),
    Column("class", .fileOnly), Column("role", .fileOnly),
    Column("basis", .fileOnly), Column("agreement", .fileOnly),
    Column("purpose", .fileOnly), Column("sha256", .fileOnly),
    Column("copy_sha256", .fileOnly), Column("copy_id", .fileOnly),
    Column("historical", .fileOnly), Column("override", .fileOnly),
    Column("approved_by", .fileOnly), Column("access_ends_on", .fileOnly),
    Column("received_on", .fileOnly), Column("recalled_on", .fileOnly),
    Column("acknowledged_on", .fileOnly), Column("access_ended_on", .fileOnly),
    Column("recorded_at", .fileOnly),
]
