import ArgumentParser

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record many at once from a spreadsheet: all rows or none.",
        subcommands: [
            ImportRows<CertificateRows>.self, ImportRows<ReportRows>.self,
            ImportRows<CustomerRows>.self, ImportRows<ContactRows>.self,
            ImportRows<AgreementRows>.self, ImportRows<DistributionRows>.self,
        ])
}
