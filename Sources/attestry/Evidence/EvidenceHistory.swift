import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceHistory<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "history",
            abstract: "Everything recorded about a \(Noun.noun.rawValue), by whom and when.",
            discussion: """
                Example:
                  attestry \(Noun.noun.rawValue) history CODE
                """)
    }

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(
            try registry.open(in: console).history(Code(code, field: "code"), as: Noun.noun),
            historyColumns, output,
            quiet: "sequence")
    }
}

/// The columns of a history: entries of the log.
let historyColumns = [
    Column("sequence"), Column("recorded_at"), Column("action"), Column("subject", .ifThereIsRoom),
    Column("what"), Column("reason", .ifThereIsRoom), Column("actor", .ifThereIsRoom),
    Column("on_behalf_of", .ifThereIsRoom), Column("table", .fileOnly),
    Column("image", .fileOnly),
]
