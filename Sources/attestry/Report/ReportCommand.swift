import ArgumentParser

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Evidence that covers a period or a day: SOC and ISAE reports.",
        subcommands: [
            EvidenceAdd<Reports>.self, EvidenceRenew<Reports>.self, EvidenceEdit<Reports>.self,
            Rename<Reports>.self, ReportBridge.self,
            EvidenceShow<Reports>.self, EvidenceList<Reports>.self, History<Reports>.self,
            EvidenceWithdraw<Reports>.self, EvidenceDiscontinue<Reports>.self,
            EvidenceResume<Reports>.self, EvidenceVoid<Reports>.self,
            EvidenceVoidEvent<Reports>.self, ReportVoidBridge.self,
            EvidenceFile<Reports>.self,
        ])
}
