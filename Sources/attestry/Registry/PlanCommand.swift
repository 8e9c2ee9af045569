import ArgumentParser
import AttestryDomain
import AttestryService

struct PlanCommand: AttestryCommand {
    static let configuration = verb(
        "plan", "Every day that is watched between two days, with who, when to begin, and cost.",
        """
        lead_on is the day of the first alert: begin by then. What was renewed is not
        in it, nor what alerts are silent about. What a renewal costs is recorded
        with --set cost=AMOUNT, a milestone with --set cost_KIND=AMOUNT; on a
        terminal the sums of each month and year follow.
        """,
        example: """
            attestry plan --from 2027-01-01 --to 2027-12-31 --format csv
            attestry plan --owner security@example.com --product cloud
            attestry certificate edit iso27001 --set 'cost=18000 EUR' \\
              --set 'cost_surveillance=6500 EUR'
            """)

    @Option(help: "The first day, YYYY-MM-DD or +30 (default: the day asked about).")
    var from: String?
    @Option(help: "The last day (default: twelve months after the first).")
    var to: String?
    @Option(help: "Only what this person keeps: an e-mail address.")
    var owner: String?
    @Option(help: "Only what covers this product.", completion: productCompletion)
    var product: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        var request = PlanRequest()
        request.from = try registry.day(given: from, "from")
        request.to = try registry.day(given: to, "to")
        request.owner = owner
        request.product = try product.code("product")
        let plan = try registry.plan(request, asOf: day)
        try console.print(plan.items, Plan.columns, output, quiet: "subject")
        if output.format == .table, !output.quiet, console.terminalWidth != nil {
            print(plan, in: console)
        }
    }

    /// What a person sees under the table: how much falls into each month and year.
    private func print(_ plan: Plan, in console: Console) {
        guard !plan.items.isEmpty else {
            return console.print("nothing from \(plan.first) to \(plan.last)")
        }
        console.print("")
        console.printAligned(
            (plan.months + plan.years).map { sum in
                let costs = sum.costs.map(\.description).joined(separator: ", ")
                return [sum.span, sum.count.of("item"), costs].map { Cell($0) }
            })
    }
}
