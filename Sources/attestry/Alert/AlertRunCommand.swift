import ArgumentParser
import AttestryDomain
import AttestryService

struct AlertRunCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Raise what is due today, each alert once.",
        discussion: """
            Prints one line an alert, and nothing at all when nothing is due: cron mails
            what it prints. Missed days lose nothing; running again repeats nothing. It
            believes the machine's clock alone and exits 4 where that cannot be trusted.

            Examples:
              attestry alert run
              attestry alert run --dry-run --as-of 2027-01-01
            """)

    @Flag(help: "Show what would be raised; record nothing.")
    var dryRun = false
    @Flag(help: "Vouch for the machine's clock after it jumped.")
    var acceptClock = false
    @Option(help: "Raise at most so many, the most urgent; the rest keeps for the next run.")
    var maxAlerts: Int?
    @Option(name: .customLong("as-of"), help: "With --dry-run: the day asked about, YYYY-MM-DD.")
    var asOf: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        if asOf != nil, !dryRun {
            throw ValidationError(
                "--as-of goes with --dry-run; a run believes the machine's clock alone")
        }
        if let maxAlerts, maxAlerts < 0 { throw ValidationError("--max-alerts cannot be negative") }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let report =
            dryRun
            ? try registry.previewAlerts(
                asOf: asOf.map { try CivilDate($0, field: "as-of") }, limit: maxAlerts)
            : try registry.runAlerts(
                acceptClock: acceptClock, limit: maxAlerts, author: author.author(in: console))
        console.hasRecorded = !dryRun
        switch output.format {
        case .json: console.print(report.json.document)
        case .csv:
            let names = [
                "id", "subject", "subject_kind", "anchor", "anchor_on", "rung", "days_left",
                "recipients",
                "message",
            ]
            console.print(
                report.json["raised"].elements ?? [], names.map { Column($0) }, output, quiet: "id")
        case .table:
            for alert in report.raised {
                let to =
                    alert.recipients.isEmpty ? "nobody" : alert.recipients.joined(separator: " ")
                console.print(
                    output.quiet
                        ? "\(alert.id.rawValue)" : alert.message.visible() + " [to \(to.visible())]"
                )
            }
            if report.held > 0 {
                console.note("note: \(report.held) more are due and keep for the next run")
            }
        }
    }
}
