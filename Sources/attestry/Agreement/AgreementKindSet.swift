import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementKindSet: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Add a kind of agreement, or change one.",
        discussion: """
            What you set counts from then on; no upgrade touches it.

            Examples:
              attestry agreement kind set clickthrough --title 'Click-through NDA' \\
                --counts-as-nda
              attestry agreement kind set nda --retention-months 120
            """)

    @Argument(help: "The kind.")
    var code: String
    @Option(help: "Its full name.")
    var title: String?
    @Flag(inversion: .prefixedNo, help: "A release that needs an NDA may rely on it.")
    var countsAsNda: Bool?
    @Option(help: "The duty it meets: phi, personal_data, or none.")
    var satisfies: String?
    @Option(help: "Months that it is kept after it was last in effect.")
    var retentionMonths: String?
    @Option(help: "Days before its end at which it counts as expiring.")
    var expiringDays: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).setAgreementKind(
            code,
            Fields(
                [
                    "title": title, "counts_as_nda": countsAsNda.map { $0 ? "yes" : "no" },
                    "satisfies": satisfies == "none" ? nil : satisfies,
                    "retention_months": retentionMonths, "expiring_days": expiringDays,
                ], cleared: satisfies == "none" ? ["satisfies"] : []),
            author: author.author(in: console))
        console.hasRecorded = true
        console.print(code)
    }
}
