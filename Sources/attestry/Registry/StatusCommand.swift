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
        let concerns = status.standing.concerns
        switch output.format {
        case .json: console.print(status.json.document)
        case .csv:
            console.print(concerns + status.missing, Concern.columns, output, quiet: "subject")
        case .table where output.quiet:
            for code in Set(concerns.map(\.subject)).sorted() { console.print(code) }
        case .table: StatusScreen(console: console, status: status).print()
        }
    }
}

/// Draws the status for a person.
private struct StatusScreen {
    let console: Console
    let status: Status

    /// How many lines each part of the screen may have, so that all fit on one terminal: what is
    /// wrong comes first, and each part gets at least one.
    private func limits(_ counts: [Int]) -> [Int] {
        guard let height = console.terminalHeight else { return counts.map { min($0, 9) } }
        // Beside its rows a part takes a title, an empty line, and one that says how many are left.
        var room = height - 5 - counts.map { $0 == 0 ? 2 : 3 }.reduce(0, +)
        var limits = counts.map { min($0, 1) }
        room -= limits.reduce(0, +)
        // What is wrong gets three lines where each other part gets one.
        func share(_ index: Int) -> Int { limits[index] * (index == 0 ? 1 : 3) }
        while room > 0,
            let next = limits.indices.filter({ limits[$0] < min(counts[$0], 9) })
                .min(by: { share($0) < share($1) })
        {
            limits[next] += 1
            room -= 1
        }
        return limits
    }

    func print() {
        let standing = status.standing
        let title = console.styled("\(status.organization.visible()) on \(status.day)", .bold)
        console.print("\(title): \(standing.summary.joined(separator: "\n"))")
        guard !standing.isEmpty else {
            console.print(
                "\nnothing is recorded yet; attestry certificate add --help shows how to begin")
            return
        }
        let parts = [
            ("wrong now", concerns(.critical), "nothing"), ("watch", concerns(.warning), "nothing"),
            ("lapses next", upcoming, "nothing within a year"),
            ("missing", status.missing.map { [$0.subject, $0.detail] }, "nothing"),
        ]
        for (part, limit) in zip(parts, limits(parts.map(\.1.count))) {
            printPart(part.0, part.1, limit: limit, none: part.2)
        }
        if let alerts = standing.alerts { console.print("\n" + line(alerts)) }
    }

    private func concerns(_ severity: AlertSeverity) -> [[String]] {
        status.standing.concerns.filter { $0.severity == severity }
            .map { [$0.subject, "\($0.rule)", $0.detail] }
    }

    private var upcoming: [[String]] {
        status.upcoming.map { item in
            ["\(item.on)", status.day.days(until: item.on).asDaysAhead, item.code, item.what]
        }
    }

    private func printPart(_ title: String, _ rows: [[String]], limit: Int, none: String) {
        let title = "\n" + console.styled(title, .bold)
        guard !rows.isEmpty else {
            return console.print(title + ": " + console.styled(none, .green))
        }
        console.print(title + " (\(rows.count))")
        console.printAligned(rows.prefix(limit).map { $0.map { Cell($0) } })
        if rows.count > limit {
            console.print("  … and \(rows.count - limit) more (--format json has all)")
        }
    }

    private func line(_ alerts: Standing.Alerts) -> String {
        guard let run = alerts.lastRun else { return "alerts: never run" }
        let outbox = alerts.outbox
        let waiting = outbox.waiting > 0 ? ", \(outbox.waiting) waiting to be sent" : ""
        let failed =
            outbox.failed > 0 ? ", \(outbox.failed) given up (attestry alert outbox list)" : ""
        return "alerts: last run \(run.day), \(alerts.unresolved) open" + waiting + failed
    }
}
