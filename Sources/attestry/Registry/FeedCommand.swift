import ArgumentParser
import AttestryDomain
import AttestryService

struct FeedCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed",
        abstract: "Write what was changed as a feed to read, the newest first.",
        discussion: """
            One entry a command, with who did it and what became of each row (Atom, RFC
            4287). Runs of the alerts are told only where they raised something.

            Example:
              attestry feed --limit 50 --output /srv/www/attestry.atom
            """)

    @Option(help: "At most so many entries.")
    var limit = 100
    @OptionGroup var destination: DestinationOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is at least 1") }
    }

    func run(in console: Console) throws {
        let feed = try past.registry(registry.open(in: console), about: .log).feed(limit: limit)
        try destination.write(feed.bytes, in: console)
    }
}
