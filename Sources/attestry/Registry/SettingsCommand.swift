import ArgumentParser

struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "What holds for the registry as a whole.",
        subcommands: [SettingsShow.self, SettingsEdit.self])
}
