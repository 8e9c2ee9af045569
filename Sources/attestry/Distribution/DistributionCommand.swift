import ArgumentParser

struct DistributionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distribution",
        abstract: "Who may have which evidence, who was given it, and who still holds it.",
        subcommands: [
            DistributionMay.self, DistributionLog.self, DistributionSend.self,
            DistributionList.self, DistributionShow.self, DistributionHolders.self,
            DistributionRecall.self,
            DistributionReceive.self, DistributionAcknowledge.self, DistributionEnd.self,
            DistributionVoid.self,
        ])
}
