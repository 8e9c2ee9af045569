import ArgumentParser
import AttestryDomain

struct DistributionAcknowledge: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Record that they acknowledged a recall.",
        discussion: """
            Example:
              attestry distribution acknowledge 12 --on 2026-11-20
            """)

    @OptionGroup var event: DistributionEventOptions

    func run(in console: Console) throws {
        try event.record(.acknowledged, in: console)
    }
}
