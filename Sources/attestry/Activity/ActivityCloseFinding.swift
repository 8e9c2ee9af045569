import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityCloseFinding: ChangingCommand {
    static let configuration = verb(
        "close-finding", "Record that what a record found is mended.",
        "'attestry activity show' numbers the findings.",
        example: "attestry activity close-finding dr-test 3 --on 2026-10-12")

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Argument(help: "The finding's number.")
    var finding: Int
    @Option(help: "The day it was mended, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.activity(named: self.code, "code")
        try registry.closeFinding(
            finding, on: registry.day(given: on, "on"), of: code, author: author)
        return code
    }
}
