import ArgumentParser
import AttestryDomain
import AttestryService

/// What the verbs that follow a distribution up have in common.
struct DistributionEventOptions: ParsableArguments {
    @Argument(help: "The number that 'distribution log' printed.")
    var id: String
    @Option(help: "The day it happened, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func record(_ kind: DistributionEvent.Kind, in console: Console) throws {
        try registry.open(in: console).follow(
            id, kind, on: on.map { try CivilDate($0, field: "on") },
            author: author.author(in: console))
        console.print(id)
    }
}
