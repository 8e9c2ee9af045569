import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionVoid: AttestryCommand {
    static let configuration = verb(
        "void", "Take back a release recorded in error: nothing was handed out.",
        """
        Nobody holds anything by it, on any day; no alert comes of it. The row stays in
        the ledger: 'distribution show' and 'distribution list --voided' have it, and
        --known-at the time before.
        """,
        example: "attestry distribution void 12 --reason 'the mail was never sent'")

    @Argument(help: "Its number, or the copy's identifier that is stamped on it.")
    var id: String
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func run(in console: Console) throws {
        let voided = try change.registry.open(in: console).follow(
            DistributionName(id), .voided, on: nil, author: change.why.author(in: console))
        console.print("\(voided.id.rawValue)")
        for event in voided.before {
            console.note(
                "note: that it was \(event.kind.words) on \(event.occurredOn) counts no more")
        }
    }
}

extension Distribution.EventKind {
    /// What happened, in words.
    fileprivate var words: String { rawValue.replacing("_", with: " ") }
}
