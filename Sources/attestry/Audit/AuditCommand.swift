import ArgumentParser

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The log of every change, and whether the file agrees with it.",
        subcommands: [
            AuditLog.self, AuditVerify.self, AuditCheckpoint.self, AuditProve.self,
            AuditPackage.self, AuditKey.self,
        ])
}
