import ArgumentParser

struct AuditKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Keys that sign checkpoints of the log.",
        subcommands: [AuditKeyNew.self, AuditKeyList.self])
}
