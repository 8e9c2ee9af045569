import ArgumentParser
import AttestryDomain
import AttestryService

struct History<Noun: CodedThing>: AttestryCommand {
    static var configuration: CommandConfiguration {
        let noun = Noun.thing.rawValue
        return verb(
            "history", "Everything recorded about \(noun.withArticle), by whom and when.",
            example: "attestry \(noun) history \(Noun.example.code)")
    }

    @Argument(help: "The code.", completion: Noun.completion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try console.print(
            try registry.history(
                of: Noun.thing, named: code, knownAt: past.moment(in: registry)),
            HistoryEntry.columns, output)
    }
}
