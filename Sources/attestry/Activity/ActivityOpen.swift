import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityOpen: ChangingCommand {
    static let configuration = verb(
        "open", "Record that something happened by which an activity is due.",
        "A hire, a significant change, an access to a customer's data. Prints the reference.",
        example: "attestry activity open screening --reference HR-118 --due 2026-12-01")

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Option(help: "What it is called from then on: a ticket, a number.")
    var reference: String
    @Option(help: "The last day to do it, YYYY-MM-DD.")
    var due: String
    @Option(help: "The day it happened, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.openOccurrence(
            reference, due: registry.day(due, "due"), on: registry.day(given: on, "on"),
            of: registry.activity(named: code, "code"), author: author)
        return reference
    }
}
