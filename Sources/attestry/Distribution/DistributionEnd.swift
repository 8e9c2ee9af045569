import ArgumentParser
import AttestryDomain

struct DistributionEnd: EventCommand {
    static let configuration = verb(
        "end", "Record that their access has ended.",
        example: "attestry distribution end 12 --on 2026-11-20")
    static let kind = DistributionEvent.Kind.accessEnded

    @OptionGroup var event: DistributionEventOptions
}
