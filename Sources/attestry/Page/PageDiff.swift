import ArgumentParser
import AttestryDelivery
import AttestryDomain
import AttestryPage
import AttestryService

struct PageDiff: AttestryCommand {
    static let configuration = verb(
        "diff", "Say what a build would change, claim by claim, and what was edited by hand.",
        """
        Nothing is written. Exits 2 where something is different; what is another day
        only is not.
        """,
        example: """
            attestry page diff /srv/www/trust
            attestry page diff /srv/www/trust --as-of +30 --format json
            """)

    @Argument(help: "The folder that 'page build' made.", completion: .directory)
    var directory: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let folder = try PageFolder(reading: directory)
        let edited = try folder.edited()
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let new = try PublishedPage(registry.page(asOf: day)).document
        let differences =
            PageDifference.between(try folder.document() ?? .null, new).withoutDetailsOfEnds
            + edited.map { PageDifference($0.isMissing ? .missing : .edited, $0.name) }
        try console.print(
            differences, PageDifference.columns, output,
            of: ["publication", "evidence", "activity"])
        if !differences.isEmpty { throw FindingsFound() }
    }
}

extension [PageDifference] {
    /// The differences without the facts that go with a claim that ends, or come with one that
    /// stands again: that it does says so.
    fileprivate var withoutDetailsOfEnds: [PageDifference] {
        let turned = Set(filter { $0.field == "standing" }.map(\.name))
        let kept: Set = ["standing", "ended_on", "until", "why"]
        return filter { !turned.contains($0.name) || $0.field.map(kept.contains) ?? true }
    }
}
