import ArgumentParser

struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Certificates and reports together.",
        subcommands: [AllEvidenceList.self])
}
