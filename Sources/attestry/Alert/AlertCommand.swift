import ArgumentParser

struct AlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "What is about to lapse; 'alert run' is what cron calls.",
        subcommands: [AlertRunCommand.self, AlertList.self, AlertExplain.self, LadderCommand.self])
}
