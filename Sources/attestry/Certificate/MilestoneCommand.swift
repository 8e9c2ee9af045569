import ArgumentParser

struct MilestoneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "milestone", abstract: "What is due inside a certificate's life.",
        subcommands: [
            MilestoneAdd.self, MilestoneDone.self, MilestoneEdit.self, MilestoneVoid.self,
            MilestoneFile.self,
        ])
}
