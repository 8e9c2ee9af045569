import ArgumentParser
import AttestryDomain

struct DistributionAcknowledge: EventCommand {
    static let configuration = verb(
        "acknowledge", "Record that they acknowledged a recall.",
        "It holds for all copies that the person has of the version.",
        example: "attestry distribution acknowledge 12 --on 2026-11-20")
    static let kind = DistributionEvent.Kind.acknowledged

    @OptionGroup var event: DistributionEventOptions
}
