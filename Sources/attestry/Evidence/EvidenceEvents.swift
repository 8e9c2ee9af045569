import ArgumentParser
import AttestryDomain
import AttestryService

/// What the verbs that record an event have in common.
struct EventOptions: ParsableArguments {
    @Argument(help: "CODE, or CODE@N for one version.", completion: codeCompletion)
    var version: String
    @Option(help: "The day it happened, YYYY-MM-DD.")
    var on: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func record(_ kind: Event.Kind, as noun: Scheme.Noun, in console: Console) throws {
        let name = try registry.open(in: console).record(
            kind, on: CivilDate(on, field: "on"), to: VersionReference(version), as: noun,
            author: author.author(in: console))
        console.print(name.description)
    }
}
