import ArgumentParser

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record many at once from a spreadsheet: all rows or none.",
        subcommands: [
            ImportRows<CertificateRows>.self, ImportRows<ReportRows>.self,
            ImportRows<CustomerRows>.self, ImportRows<ContactRows>.self,
            ImportRows<AgreementRows>.self, ImportRows<DistributionRows>.self,
            ImportRows<EventRows>.self, ImportRows<MilestoneRows>.self,
            ImportRows<LetterRows>.self, ImportRows<ContractRows>.self,
            ImportRows<AgreementEventRows>.self, ImportRows<AgreementKindRows>.self,
            ImportRows<ActivityRows>.self, ImportRows<ActivityCadenceRows>.self,
            ImportRows<ActivityEventRows>.self, ImportRows<ActivityFindingRows>.self,
            ImportRows<ProductRows>.self, ImportRows<SchemeRows>.self,
            ImportRows<EditionRows>.self, ImportRows<FactRows>.self, ImportRows<LadderRows>.self,
            ImportRows<FormerCodeRows>.self, ImportAll.self,
        ])
}
