import ArgumentParser

struct LadderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ladder", abstract: "How many days before a date to warn.",
        subcommands: [LadderList.self, LadderSet.self])
}
