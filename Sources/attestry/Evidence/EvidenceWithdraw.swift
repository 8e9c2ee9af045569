import ArgumentParser
import AttestryDomain

struct EvidenceWithdraw<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw",
            abstract:
                "Record that the issuer withdrew it: the version ends for good."
        )
    }

    @OptionGroup var event: EventOptions

    func run(in console: Console) throws {
        try event.record(.withdrawn, as: Noun.noun, in: console)
    }
}
