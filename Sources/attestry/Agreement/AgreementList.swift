import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementList: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List agreements with their state on a day.",
        discussion: """
            Example:
              attestry agreement list --kind baa --in-force
            """)

    @Option(help: "Only agreements with this customer.", completion: customerCompletion)
    var customer: String?
    @Option(help: "Only agreements of this kind.")
    var kind: String?
    @Option(help: "Only agreements in this state.")
    var state: String?
    @Flag(help: "Only agreements in force.")
    var inForce = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let documents = try registry.open(in: console).agreements(
            AgreementFilter(customer: customer, kind: kind, state: state, inForceOnly: inForce),
            asOf: day.day)
        console.print(
            documents.map { JSONValue.object($0.summary) }, AgreementDocument.columns, output,
            quiet: "code")
    }
}

extension AgreementDocument {
    /// The columns of a list.
    static let columns = [
        Column("code"), Column("customer", givesWay: true), Column("kind"), Column("state"),
        Column("since", givesWay: true), Column("term_end"), Column("notice_deadline"),
        Column("flags", givesWay: true), Column("template", inTable: false),
        Column("in_force", inTable: false), Column("executed_on", inTable: false),
        Column("signed_by", inTable: false), Column("effective_on", inTable: false),
        Column("renewal", inTable: false), Column("ends_on", inTable: false),
        Column("term_months", inTable: false), Column("notice_days", inTable: false),
        Column("term_start", inTable: false), Column("survival_basis", inTable: false),
        Column("survival_months", inTable: false), Column("survival_until", inTable: false),
        Column("retain_until", inTable: false), Column("counts_as_nda", inTable: false),
    ]
}
