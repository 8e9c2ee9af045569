import ArgumentParser

struct SchemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scheme", abstract: "What can be held, and the facts that decide about it.",
        subcommands: [SchemeList.self, SchemeShow.self, SchemeAdd.self, SchemeEdit.self])
}

/// Where a user has a fact from.
struct FactNoteOptions: ParsableArguments {
    @Option(help: "Where the facts come from.")
    var source: String?
    @Option(help: "The day the source was read, YYYY-MM-DD.")
    var checkedOn: String?
    @Option(help: "What a reader should know beside the value.")
    var note: String?
}
