import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityEdit: ChangingCommand {
    static let configuration = verb(
        "edit", "Correct an activity, or change how often it is due from a day on.",
        """
        What was over before that day keeps its own cadence; a period that is not is
        due by the new one. The same --from again corrects a cadence.
        """,
        example: """
            attestry activity edit dr-test --each month --from 2027-01-01
            attestry activity edit dr-test --owner ops@example.com --clear record_fields
            """)

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @OptionGroup var fields: FieldOptions<Activity>
    @OptionGroup var cadence: FieldOptions<ActivityCadence>
    @Option(help: "Empty a field: owner, record_fields; several times.")
    var clear: [String] = []
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.activity(named: self.code, "code")
        let form = try fields.form(in: registry).merged(with: cadence.form(in: registry))
            .merged(with: Form(cleared: Set(clear)))
        try registry.editActivity(code, form, author: author)
        return code
    }
}
