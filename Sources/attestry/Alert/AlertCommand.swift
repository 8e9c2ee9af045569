import ArgumentParser

struct AlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "What is about to lapse; 'alert run' is what cron calls.",
        subcommands: [
            AlertRunCommand.self, AlertList.self, AlertShow.self, AlertAcknowledge.self,
            AlertSnooze.self, AlertExplain.self, LadderCommand.self, ChannelCommand.self,
            OutboxCommand.self,
        ])
}
