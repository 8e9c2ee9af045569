import ArgumentParser
import AttestryDomain
import AttestryService

struct AlertAcknowledge: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Say that somebody takes care of it: no more alerts before the date.",
        discussion: """
            The number stands in the mail and in 'alert list'. It counts for the date the
            alert warns of: on the date itself and after it alerts come all the same, and
            another date begins anew.

            Example:
              attestry alert acknowledge 17 --reason 'the audit is booked for May'
            """)

    @Argument(help: "The alert's number.", completion: openAlertCompletion)
    var id: Int
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).acknowledgeAlert(id, author: author.author(in: console))
    }
}

/// Completes the numbers of alerts that can be answered.
let openAlertCompletion = CompletionKind.custom { words, _, _ in
    completed(words) { registry in
        try registry.alerts(of: nil, in: [.open, .acknowledged, .snoozed]).map {
            "\($0.alert.id.rawValue)"
        }
    }
}
