import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityFile: AttestryCommand {
    static let configuration = verb(
        "file", "Write the document of the record of an occurrence to a file.",
        """
        Prints the SHA-256 of the bytes and leaves an entry of who took it. A file that
        exists is not overwritten.
        """,
        example: "attestry activity file dr-test --occurrence 2026-Q3 --output dr-q3.pdf")

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Option(help: "The occurrence: 2026-Q3, a due day, a customer, a reference.")
    var occurrence: String
    @OptionGroup var taking: TakingOptions

    func run(in console: Console) throws {
        try taking.take(in: console) { registry, sink in
            try registry.exportRecord(
                occurrence, of: registry.activity(named: code, "code"), to: sink)
        }
    }
}
