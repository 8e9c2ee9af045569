import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityHistory: AttestryCommand {
    static let configuration = verb(
        "history", "Everything recorded about an activity, by whom and when.",
        example: "attestry activity history dr-test")

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try console.print(
            try registry.activityHistory(
                registry.activity(named: code, "code"), knownAt: past.moment(in: registry)),
            HistoryEntry.columns, output)
    }
}
