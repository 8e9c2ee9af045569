import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityWaive: ChangingCommand {
    static let configuration = verb(
        "waive", "Record that an occurrence need not be done, why, and who agreed.",
        example: """
            attestry activity waive dr-test --occurrence 2026-Q4 --approved-by 'J. Doe' \\
              --reason 'the site moves in December'
            """)

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Option(help: "The occurrence: 2026-Q3, a due day, a customer, a reference.")
    var occurrence: String
    @Option(help: "Who agreed.")
    var approvedBy: String
    @Option(help: "The day it was agreed, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.waiveOccurrence(
            occurrence, by: approvedBy, on: registry.day(given: on, "on"),
            of: registry.activity(named: code, "code"), author: author)
        return occurrence
    }
}
