import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceHistory<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "history", "Everything recorded about a \(Noun.noun.rawValue), by whom and when.",
            example: "attestry \(Noun.noun.rawValue) history CODE")
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try console.print(
            try registry.history(
                registry.evidence(named: code, "code"), as: Noun.noun,
                knownAt: past.moment(in: registry)),
            HistoryEntry.columns, output)
    }
}
