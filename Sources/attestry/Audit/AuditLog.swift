import ArgumentParser
import AttestryDomain
import AttestryService

struct AuditLog: AttestryCommand {
    static let configuration = verb(
        "log", "Show the log, oldest first.",
        """
        --format json has the whole row after each change, and all that the hash of an
        entry is made of.
        """,
        example: """
            attestry audit log --subject iso27001 --last 20
            attestry audit log --customer acme --from 2026-01-01 --to today
            """)

    @Option(help: "Only entries about this code and its versions.", completion: codeCompletion)
    var subject: String?
    @Option(
        help: "Only entries about this customer, its people, agreements and releases.",
        completion: customerCompletion)
    var customer: String?
    @Option(help: "Only entries of this user, or on behalf of this person.")
    var actor: String?
    @Option(help: "Only from this day on, YYYY-MM-DD.")
    var from: String?
    @Option(help: "Only up to this day, YYYY-MM-DD.")
    var to: String?
    @Option(help: "Only so many of the newest.")
    var last: Int?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        if let last, last < 0 { throw ValidationError("--last cannot be negative") }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        var query = EntryQuery()
        query.subject = subject
        query.customer = try registry.customer(named: customer, "customer")
        query.actor = actor
        query.from = try registry.day(given: from, "from")
        query.to = try registry.day(given: to, "to")
        query.newest = last
        var printer = ListPrinter(console, Registry.logColumns, output, quiet: "sequence")
        try registry.eachEntry(query) { try printer.add($0) }
        printer.finish()
    }
}
