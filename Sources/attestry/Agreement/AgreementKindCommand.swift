import ArgumentParser

struct AgreementKindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kind", abstract: "The kinds of agreements, and what each does.",
        subcommands: [AgreementKindList.self, AgreementKindSet.self])
}
