import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementList: AttestryCommand {
    static let configuration = verb(
        "list", "List agreements with their state on a day.",
        example: "attestry agreement list --kind baa --in-force")

    @Option(help: "Only agreements with this customer.", completion: customerCompletion)
    var customer: String?
    @Option(help: "Only agreements of this kind.")
    var kind: String?
    @Option(help: "Only agreements in this state.")
    var state: String?
    @Flag(help: "Only agreements in force.")
    var inForce = false
    @Flag(help: "What was recorded in error, in place of all other.")
    var voided = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        var filter = AgreementFilter()
        filter.customer = try customer.code("customer")
        filter.kind = try kind.code("kind")
        filter.state = try state.map { try AgreementStanding.State(known: $0, as: "state") }
        filter.inForceOnly = inForce
        filter.voidedOnly = voided
        var printer = ListPrinter(console, AgreementDocument.columns, output)
        try registry.open(in: console).eachAgreement(filter, asOf: day.day) { printer.add($0) }
        printer.finish()
    }
}
