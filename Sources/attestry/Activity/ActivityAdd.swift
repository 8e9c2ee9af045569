import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityAdd: AttestryCommand {
    static let configuration = verb(
        "add", "Record a control that comes again, and how often it is due.",
        """
        Prints the code. Due in each period of the calendar from --from on, at the
        last day of each term of so many months, some days after the end of each
        customer's contract, or when 'activity open' says so. --field names what each
        record has to give.
        """,
        example: """
            attestry activity add dr-test --title 'Disaster-recovery test' \\
              --each quarter --from 2026-01-01 --field scenario --field rto_achieved
            attestry activity add risk --title 'Risk assessment' --every 12 \\
              --from 2026-02-01 --owner ciso@example.com
            attestry activity add wipe --title 'Secure wipe' --on contract-end \\
              --within 30 --from 2026-01-01 --field method
            attestry activity add screening --title 'Background check' --on event \\
              --from 2026-01-01
            """)

    @Argument(help: "What to call it.")
    var code: String?
    @OptionGroup var fields: FieldOptions<Activity>
    @OptionGroup var cadence: FieldOptions<ActivityCadence>
    @OptionGroup var asking: AskingOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let author = change.why.author(in: console)
        let given = try fields.form(in: registry).merged(with: cadence.form(in: registry))
        try console.asking(asking, given.with("code", code)) { form in
            questions(form, registry)
        } _: { form in
            let code = try form.arguments(("code", "what to call it"))[0]
            try registry.addActivity(
                Code(code, field: "code"), form.without("code"), author: author)
            console.print(code)
        }
    }

    private func questions(_ form: Form, _ registry: Registry) -> [Question] {
        let blank = Activity(id: ID(0), code: .unknown, recordedOn: .distantPast)
        let cadence = ActivityCadence(id: ID(0), recordedOn: .distantPast)
        let isSaid = form["every_months"] != nil || form["on_occasion"] != nil
        return [.code("code", "what to call it, such as dr-test")]
            + Activity.fields.filter { $0.name == "title" }.map {
                Question($0, of: blank, in: registry, isOptional: false)
            }
            + ActivityCadence.fields.filter {
                $0.name == "from_on" || $0.name == "each_period" && !isSaid
            }.map { Question($0, of: cadence, in: registry, isOptional: false) }
    }
}
