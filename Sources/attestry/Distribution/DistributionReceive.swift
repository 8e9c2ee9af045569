import ArgumentParser
import AttestryDomain

struct DistributionReceive: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Record that they confirmed the receipt.",
        discussion: """
            Example:
              attestry distribution receive 12 --on 2026-11-20
            """)

    @OptionGroup var event: DistributionEventOptions

    func run(in console: Console) throws {
        try event.record(.received, in: console)
    }
}
