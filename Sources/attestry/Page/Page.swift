import ArgumentParser

struct PageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "The compliance page: what is wrong on one.",
        subcommands: [PageCheck.self])
}
