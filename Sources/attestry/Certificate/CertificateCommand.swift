import ArgumentParser

struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract:
            "Evidence with a validity: certificates, labels, AOCs, registrations, statements.",
        subcommands: [
            EvidenceAdd<Certificates>.self, EvidenceRenew<Certificates>.self,
            EvidenceEdit<Certificates>.self, Rename<Certificates>.self,
            EvidenceShow<Certificates>.self, EvidenceList<Certificates>.self,
            History<Certificates>.self, MilestoneCommand.self, CertificateSuspend.self,
            CertificateRestore.self, EvidenceWithdraw<Certificates>.self, CertificateCancel.self,
            EvidenceDiscontinue<Certificates>.self, EvidenceResume<Certificates>.self,
            EvidenceVoid<Certificates>.self, EvidenceVoidEvent<Certificates>.self,
            EvidenceFile<Certificates>.self,
        ])
}
