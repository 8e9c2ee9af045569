import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scheme", abstract: "What can be held, and the facts that decide about it.",
        subcommands: [
            SchemeList.self, SchemeShow.self, SchemeCheck.self, SchemeAdd.self, SchemeEdit.self,
            Rename<Schemes>.self, SchemeRemove.self,
        ])
}

/// Facts as a user states them, and where they are from.
struct FactOptions: ParsableArguments {
    @Option(name: .customLong("set"), help: "A fact, NAME=VALUE; may be given several times.")
    var facts: [String] = []
    @Option(help: "Where the facts come from.")
    var source: String?
    @Option(help: "The day the source was read, YYYY-MM-DD.")
    var checkedOn: String?
    @Option(help: "What a reader should know beside the value.")
    var note: String?

    func stated(in registry: Registry) throws -> StatedFacts {
        StatedFacts(
            try parseAssignments(facts, option: "set"), source: source,
            checkedOn: try registry.day(given: checkedOn, "checked_on"), note: note)
    }
}
