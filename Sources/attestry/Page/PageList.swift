import ArgumentParser
import AttestryDomain
import AttestryService

struct PageList: AttestryCommand {
    static let configuration = verb(
        "list", "List what is published, and how it stands on the page of a day.",
        """
        'stands': among the claims. 'ended': under what is no longer in force. 'past':
        at its own address only. 'absent': nowhere, as it never was in force. 'hidden':
        taken off the page.
        """,
        example: """
            attestry page list
            attestry page list --as-of +90 --format csv
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        try console.print(
            registry.publishedThings(asOf: day), PublishedThing.columns, output,
            of: ["publication", "evidence", "activity"])
    }
}
