import ArgumentParser
import AttestryDomain

struct DistributionReceive: EventCommand {
    static let configuration = verb(
        "receive", "Record that they confirmed the receipt.",
        example: "attestry distribution receive 12 --on 2026-11-20")
    static let kind = DistributionEvent.Kind.received

    @OptionGroup var event: DistributionEventOptions
}
