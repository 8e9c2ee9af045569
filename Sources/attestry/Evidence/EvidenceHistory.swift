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
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(
            try registry.open(in: console).history(Code(code, field: "code"), as: Noun.noun),
            HistoryEntry.columns, output)
    }
}
