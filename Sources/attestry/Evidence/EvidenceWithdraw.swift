import ArgumentParser
import AttestryDomain

struct EvidenceWithdraw<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw",
            abstract:
                "Record that the issuer withdrew it: the version ends for good.",
            discussion: """
                Example:
                  attestry \(Noun.noun.rawValue) withdraw CODE --on 2026-11-02 \\
                    --reason 'recalled by the issuer'
                """)
    }

    @OptionGroup var event: EventOptions

    func run(in console: Console) throws {
        try event.record(.withdrawn, as: Noun.noun, in: console)
    }
}
