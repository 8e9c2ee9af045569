import ArgumentParser
import AttestryDomain
import AttestryPage
import AttestryService

struct OverviewCommand: AttestryCommand {
    static let configuration = verb(
        "overview", "Write one page for the board or the wall.",
        """
        Figures, what is wrong, a picture of all evidence over time, what is due within
        twelve months, customers and agreements, who holds what: one HTML file that
        fetches nothing, for a screen, a phone or A4. It names customers. The same
        registry gives the same bytes all day.
        """,
        example: """
            attestry overview --output overview.html
            attestry overview --as-of 2026-06-30 --output half-year.html
            """)

    @OptionGroup var destination: DestinationOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let page = try OverviewPage(registry.overview(asOf: day))
        try destination.write(page.bytes, in: console)
    }
}
