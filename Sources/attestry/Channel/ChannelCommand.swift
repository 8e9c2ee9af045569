import ArgumentParser

struct ChannelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel", abstract: "By which ways people and programs hear of alerts.",
        subcommands: [
            ChannelAdd.self, ChannelList.self, ChannelTest.self, ChannelEnable.self,
            ChannelRemove.self,
        ])
}
