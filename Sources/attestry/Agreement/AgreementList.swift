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
        Column("code"), Column("customer", .ifThereIsRoom), Column("kind"), Column("state"),
        Column("since", .ifThereIsRoom), Column("term_end"), Column("notice_deadline"),
        Column("flags", .ifThereIsRoom), Column("template", .fileOnly),
        Column("in_force", .fileOnly), Column("executed_on", .fileOnly),
        Column("signed_by", .fileOnly), Column("effective_on", .fileOnly),
        Column("renewal", .fileOnly), Column("ends_on", .fileOnly),
        Column("term_months", .fileOnly), Column("notice_days", .fileOnly),
        Column("term_start", .fileOnly), Column("survival_basis", .fileOnly),
        Column("survival_months", .fileOnly), Column("survival_until", .fileOnly),
        Column("retain_until", .fileOnly), Column("counts_as_nda", .fileOnly),
    ]
}
