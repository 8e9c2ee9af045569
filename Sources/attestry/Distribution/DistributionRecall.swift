import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionRecall: ChangingCommand {
    static let configuration = verb(
        "recall", "Ask all holders of an outdated version to give it up.",
        """
        Prints for each person the number to follow up, until it is acknowledged or the
        newer version is sent; alerts repeat weekly until then. It records the
        recall; telling the people is yours.
        """,
        example: "attestry distribution recall soc2-cloud@1 --reason 'replaced by @2'")

    @Argument(help: "CODE@N.", completion: codeCompletion)
    var version: String
    @Option(help: "The day, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        let version = try registry.version(named: self.version)
        return try registry.recall(version, on: registry.day(given: on, "on"), author: author)
            .map { "\($0.rawValue)" }.joined(separator: "\n")
    }
}
