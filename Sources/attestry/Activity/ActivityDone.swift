import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityDone: ChangingCommand {
    static let configuration = verb(
        "done", "Record that it was done, how it went and what was found.",
        """
        Prints the occurrence. A record belongs to the one in whose period its day
        lies, unless --occurrence names another, such as one that was missed. --extra
        is done beside what is due and stands in for nothing. Each --finding has its
        own --fix-by, in the same order.
        """,
        example: """
            attestry activity done dr-test --on 2026-08-14 --result pass \\
              --set scenario='loss of a zone' --set rto_achieved=2h --file dr-q3.pdf
            attestry activity done dr-test --occurrence 2026-Q2 --on 2026-08-15 \\
              --result partial --set scenario=backup --set rto_achieved=9h \\
              --finding 'restore took 9 h' --fix-by 2026-10-31
            attestry activity done risk --extra --on 2026-09-01 --result pass \\
              --reference CHG-77
            """)

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Option(help: "The occurrence: 2026-Q3, a due day, a customer, a reference.")
    var occurrence: String?
    @Flag(help: "It was done beside what is due.")
    var extra = false
    @OptionGroup var record: FieldOptions<RecordFields>
    @Option(name: .customLong("set"), help: "A detail, KEY=VALUE; may be given several times.")
    var details: [String] = []
    @Option(help: "What was found; may be given several times.")
    var finding: [String] = []
    @Option(help: "By when the finding is to be mended, YYYY-MM-DD.")
    var fixBy: [String] = []
    @OptionGroup var document: FileOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func validate() throws {
        guard finding.count == fixBy.count else {
            throw ValidationError("each --finding has a --fix-by, and each --fix-by a --finding")
        }
    }

    func apply(to registry: Registry, by author: Author) throws -> String {
        var form = try record.form(in: registry)
        for (name, value) in try parseAssignments(details, option: "set") {
            form[ActivityEvent.prefix + name] = value
        }
        if extra { form["extra"] = "yes" }
        var input = ActivityInput(form, occurrence: occurrence)
        input.findings = try zip(finding, fixBy).map { ($0, try registry.day($1, "fix-by")) }
        input.file = try document.source()
        return try registry.recordActivity(
            registry.activity(named: code, "code"), input, author: author)
    }
}
