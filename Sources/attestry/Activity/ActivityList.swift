import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityList: AttestryCommand {
    static let configuration = verb(
        "list", "List activities with their state on a day, or every occurrence of a period.",
        """
        With --report each occurrence of each activity that was due, or done, in the
        report's period, with its record, document and SHA-256.
        """,
        example: """
            attestry activity list --state overdue
            attestry activity list --report soc2@3 --format csv
            """)

    @Option(help: "The report, CODE or CODE@N, whose period is asked for.")
    var report: String?
    @Option(help: "Only those in this state.", completion: .list(ActivityVerdict.State.words))
    var state: String?
    @Option(help: "Only those that this person keeps: an e-mail address.")
    var owner: String?
    @Flag(help: "What was recorded in error, in place of all other.")
    var voided = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        if report != nil, state != nil || owner != nil || voided {
            throw ValidationError("--report lists the occurrences of all activities")
        }
    }

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        if let report {
            var printer = ListPrinter(
                console, SampledOccurrence.columns, output, of: ["activity"])
            try registry.eachOccurrence(of: registry.version(named: report), asOf: day) {
                try printer.add($0)
            }
            return printer.finish()
        }
        var filter = ActivityFilter()
        filter.state = try state.map { try ActivityVerdict.State(known: $0, as: "state") }
        filter.owner = owner
        filter.voidedOnly = voided
        var printer = ListPrinter(console, ActivityDocument.columns, output, of: ["activity"])
        try registry.eachActivity(filter, asOf: day) { try printer.add($0) }
        printer.finish()
    }
}
