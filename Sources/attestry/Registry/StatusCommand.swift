import ArgumentParser
import AttestryDomain
import AttestryService

struct StatusCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "One screen: what is wrong now, what lapses next, what is missing.",
        discussion: """
            Example:
              attestry status --as-of 2026-12-01
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let status = try registry.open(in: console).status(asOf: day.day)
        switch output.format {
        case .json: console.print(status.json.document)
        case .csv:
            let columns = ["severity", "subject", "rule", "on", "detail"].map { Column($0) }
            console.print(
                (status.concerns + status.missing).map(\.json), columns, output, quiet: "subject")
        case .table where output.quiet:
            for code in Set(status.concerns.map(\.subject)).sorted() { console.print(code) }
        case .table: StatusScreen(console: console, status: status).print()
        }
    }
}

/// Draws the status for a person.
private struct StatusScreen {
    let console: Console
    let status: Status

    /// How many lines a part of the screen has at most.
    private static let longest = 9

    func print() {
        let count = status.evidence.count
        console.print(
            console.styled("\(status.organization.visible()) on \(status.day)", .bold)
                + ": \(status.inForce) of \(count) in force")
        if status.customers.recorded > 0 {
            console.print(
                "\(status.customers.current) customers, "
                    + "\(status.agreementsInForce) agreements in force")
        }
        guard count > 0 || status.customers.recorded > 0 else {
            console.print(
                "\nnothing is recorded yet; attestry certificate add --help shows how to begin")
            return
        }
        printConcerns("wrong now", .critical)
        printConcerns("watch", .warning)
        printPart(
            "lapses next",
            status.upcoming.map { item in
                let days = status.day.days(until: item.on)
                return ["\(item.on)", days.asDaysAhead, item.code, item.what]
            }, none: "nothing within a year")
        printPart(
            "missing", status.missing.map { [$0.subject, $0.detail] }, none: "nothing")
        console.print("\n" + alerts)
    }

    private func printConcerns(_ title: String, _ severity: Concern.Severity) {
        // An end within the days says more than the state it leads to.
        let ending = Set(status.concerns.filter { $0.rule == "until" }.map(\.subject))
        let concerns = status.concerns.filter {
            $0.severity == severity
                && !(["expiring", "aging"].contains($0.rule) && ending.contains($0.subject))
        }
        printPart(title, concerns.map { [$0.subject, $0.rule, $0.detail] }, none: "nothing")
    }

    private func printPart(_ title: String, _ rows: [[String]], none: String) {
        guard !rows.isEmpty else {
            console.print("\n" + console.styled(title, .bold) + ": " + console.styled(none, .green))
            return
        }
        console.print("\n" + console.styled(title, .bold) + " (\(rows.count))")
        console.printAligned(Array(rows.prefix(Self.longest)))
        if rows.count > Self.longest {
            console.print(
                "  … and \(rows.count - Self.longest) more (--format json has all)")
        }
    }

    private var alerts: String {
        let open = status.unresolvedAlerts
        guard let run = status.lastRun else { return "alerts: never run" }
        return "alerts: last run \(run.day), \(open) open"
    }
}
