import ArgumentParser
import AttestryDomain

struct DistributionAcknowledge: EventCommand {
    static let configuration = verb(
        "acknowledge", "Record that they acknowledged a recall.",
        example: "attestry distribution acknowledge 12 --on 2026-11-20")
    static let kind = DistributionEvent.Kind.acknowledged

    @OptionGroup var event: DistributionEventOptions
}
