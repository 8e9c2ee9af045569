import ArgumentParser

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Record many at once from a CSV file: all rows or none.",
        subcommands: [
            ImportEvidence<Certificates>.self, ImportEvidence<Reports>.self,
            ImportRows<CustomerRows>.self, ImportRows<ContactRows>.self,
            ImportRows<AgreementRows>.self, ImportRows<DistributionRows>.self,
        ])
}
