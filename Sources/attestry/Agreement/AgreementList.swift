import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementList: AttestryCommand {
    static let configuration = verb(
        "list", "List agreements with their state on a day.",
        example: "attestry agreement list --kind baa --in-force")

    @Option(help: "Only agreements with this customer.", completion: customerCompletion)
    var customer: String?
    @Option(help: "Only agreements of this kind.", completion: agreementKindCompletion)
    var kind: String?
    @Option(
        help: "Only agreements in this state.", completion: .list(AgreementStanding.State.words))
    var state: String?
    @Flag(help: "Only agreements in force.")
    var inForce = false
    @Flag(help: "What was recorded in error, in place of all other.")
    var voided = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let present = try self.registry.open(in: console)
        var filter = AgreementFilter()
        filter.customer = try present.customer(named: customer, "customer")
        filter.kind = try kind.code("kind")
        filter.state = try state.map { try AgreementStanding.State(known: $0, as: "state") }
        filter.inForceOnly = inForce
        filter.voidedOnly = voided
        var printer = ListPrinter(console, AgreementDocument.columns, output, of: ["agreement"])
        let (registry, day) = try known.registry(present)
        try registry.eachAgreement(filter, asOf: day) { try printer.add($0) }
        printer.finish()
    }
}
