import ArgumentParser
import AttestryDomain

struct EvidenceWithdraw<Noun: EvidenceNoun>: EventCommand {
    static var configuration: CommandConfiguration {
        verb(
            "withdraw", "Record that the issuer withdrew it: the version ends for good.",
            example: """
                attestry \(Noun.noun.rawValue) withdraw CODE --on 2026-11-02 \\
                  --reason 'recalled by the issuer'
                """)
    }
    static var kind: Event.Kind { .withdrawn }

    @OptionGroup var event: EvidenceEventOptions<Noun>
}
