import ArgumentParser
import AttestryDomain

struct DistributionEnd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "Record that their access has ended.",
        discussion: """
            Example:
              attestry distribution end 12 --on 2026-11-20
            """)

    @OptionGroup var event: DistributionEventOptions

    func run(in console: Console) throws {
        try event.record(.accessEnded, in: console)
    }
}
