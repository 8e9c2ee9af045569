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

    @Flag(help: "Show all there is, not only what fits on the screen.")
    var all = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let status = try registry.status(asOf: day)
        let concerns = status.standing.concerns
        switch output.format {
        case .json: console.print(status.json.document)
        case .csv:
            try console.print(concerns + status.missing, Concern.columns, output, quiet: "subject")
        case .table where output.quiet:
            for code in Set(concerns.map(\.subject)).sorted() { console.print(code) }
        case .table: StatusScreen(console: console, status: status, isWhole: all).print()
        }
    }
}

/// Draws the status for a person.
private struct StatusScreen {
    let console: Console
    let status: Status

    /// Whether all is shown, whatever fits.
    let isWhole: Bool

    /// How many rows of each part are shown, so that all parts fit on one terminal: what is wrong
    /// comes first, and each part gets at least one. `parts` has the lines of each row.
    private func limits(_ parts: [[[String]]]) -> [Int] {
        if isWhole { return parts.map(\.count) }
        guard let height = console.terminalHeight else { return parts.map { min($0.count, 9) } }
        // Beside its rows a part takes a title, an empty line, and one that says how many are left.
        var room = height - 5 - parts.map { $0.isEmpty ? 2 : 3 }.reduce(0, +)
        var limits = parts.map { min($0.count, 1) }
        room -= parts.compactMap(\.first?.count).reduce(0, +)
        func next(_ index: Int) -> Int? {
            let rows = parts[index]
            return limits[index] < rows.count ? rows[limits[index]].count : nil
        }
        // What is wrong gets three lines where each other part gets one.
        func share(_ index: Int) -> Int { limits[index] * (index == 0 ? 1 : 3) }
        while let index = limits.indices.filter({ next($0).map { $0 <= room } ?? false })
            .min(by: { share($0) < share($1) })
        {
            room -= next(index) ?? 0
            limits[index] += 1
        }
        return limits
    }

    func print() {
        let standing = status.standing
        let title = "\(status.organization.visible()) on \(status.day)"
        console.printSentence(title, .bold, ": \(standing.summary.first ?? "")")
        for line in standing.summary.dropFirst() { console.printSentence(line, nil, "") }
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
        let cells = parts.map { $0.1.map { $0.map { Cell($0) } } }
        for (part, (rows, limit)) in zip(parts, zip(cells, limits(cells.map(console.aligned)))) {
            printPart(part.0, rows, limit: limit, none: part.2)
        }
        if let alerts = standing.alerts {
            console.print("")
            console.printSentence(line(alerts), nil, "")
        }
    }

    private func concerns(_ severity: AlertSeverity) -> [[String]] {
        status.standing.concerns.filter { $0.severity == severity }
            .map { [$0.subject, "\($0.rule)", $0.detail] }
    }

    private var upcoming: [[String]] {
        status.upcoming.map { item in
            [
                "\(item.day)", status.day.days(until: item.day).asDaysAhead, item.subject.name,
                item.what,
            ]
        }
    }

    private func printPart(_ title: String, _ rows: [[Cell]], limit: Int, none: String) {
        let title = "\n" + console.styled(title, .bold)
        guard !rows.isEmpty else {
            return console.print(title + ": " + console.styled(none, .green))
        }
        console.print(title + " (\(rows.count))")
        console.printAligned(Array(rows.prefix(limit)))
        if rows.count > limit {
            console.print("  … and \(rows.count - limit) more (attestry status --all)")
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
