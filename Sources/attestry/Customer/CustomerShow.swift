import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One screen: agreements, what they hold, what they may have now, and why not.",
        discussion: """
            --known-at answers from the log: what was recorded by that moment, judged on
            its day unless --as-of names another.

            Example:
              attestry customer show acme
              attestry customer show acme --known-at 2026-03-01T12:00:00Z
            """)

    @Argument(help: "The code.", completion: customerCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let document = try day.registry(
            registry.open(in: console), about: .customer(code)
        ).customer(Code(code, field: "code"), asOf: day.day)
        switch output.format {
        case .json: console.print(document.json.document)
        case .csv:
            let names = [
                "code", "name", "status", "since", "until", "domains", "handles_phi",
                "handles_personal_data", "owner",
            ]
            console.print([document.json], names.map { Column($0) }, output, quiet: "code")
        case .table where output.quiet: console.print(code)
        case .table: CustomerScreen(console: console, document: document).print()
        }
    }
}

/// Draws a customer for a person.
private struct CustomerScreen {
    let console: Console
    let document: CustomerDocument

    func print() {
        let json = document.json
        console.print(
            console.styled(
                "\(document.customer.name.visible()) (\(document.customer.code))", .bold)
                + " on \(document.day): " + status)
        for name in ["domains", "owner"] where !json[name].cell.isEmpty {
            console.print("\(name): \(json[name].cell.visible())")
        }
        for obligation in document.obligations {
            console.print(
                console.styled("obligation unmet: ", .red)
                    + "\(obligation.duty.rule) since \(obligation.since)")
        }
        part(
            "people",
            document.contacts.map { [Cell($0.role.rawValue), Cell($0.email), Cell($0.name)] },
            none: "nobody")
        part(
            "agreements",
            document.agreements.map { item in
                [
                    Cell(item.agreement.code.description),
                    Cell(item.standing.state.rawValue, item.standing.state.tone),
                    Cell(item.outlook),
                ]
            }, none: "none")
        part("holds", (json["holds"].elements ?? []).map(held), none: "nothing")
        printAccess(json["may_have"].elements ?? [])
    }

    /// What they may have and what not, together with what shares the answer.
    private func printAccess(_ rows: [JSONValue]) {
        guard !rows.isEmpty else {
            console.print("\n" + console.styled("may have", .bold) + ": nothing")
            return
        }
        console.print("\n" + console.styled("may have", .bold))
        var answers: [String] = []
        var versions: [String: [String]] = [:]
        for row in rows {
            let answer = access(row)
            if versions[answer] == nil { answers.append(answer) }
            versions[answer, default: []].append(row["version"].cell)
        }
        for answer in answers.sorted(by: { $0.hasPrefix("yes") && !$1.hasPrefix("yes") }) {
            let names = (versions[answer] ?? []).joined(separator: " ")
            let style: Style = answer.hasPrefix("yes") ? .green : .red
            console.print("  " + console.styled(answer.visible(), style) + ":")
            for line in names.wrapped(to: (console.terminalWidth ?? 100) - 4) {
                console.print("    " + line)
            }
        }
    }

    private var status: String {
        var text = document.customer.status(on: document.day).rawValue
        let contract = document.customer.summary(on: document.day)
        if let since = contract["since"]?.string { text += " since \(since)" }
        if let until = contract["until"]?.string { text += ", until \(until)" }
        if document.customer.handlesPHI { text += ", health information" }
        if document.customer.handlesPersonalData { text += ", personal data" }
        return text
    }

    private func held(_ row: JSONValue) -> [Cell] {
        let marks = row["marks"].cell
        let version =
            "\(row["evidence"].cell)@\(row["version"].cell)"
            + (row["letter"] == true ? " bridge letter" : "")
        let person = row["contact"].cell
        return [
            Cell(version), marks.isEmpty ? Cell("current", .good) : Cell(marks, .bad),
            Cell(
                "since \(row["released_on"].cell)" + (person.isEmpty ? "" : ", \(person)")
                    + ", distribution \(row["id"].cell)"),
        ]
    }

    private func access(_ row: JSONValue) -> String {
        guard row["allowed"] == true else { return "no, \(row["rules"].cell)" }
        let people = row["contacts"].cell
        let basis = row["needs_basis"] == true ? ", with --basis" : ""
        return people.isEmpty ? "yes" : "yes, to \(people)\(basis)"
    }

    private func part(_ title: String, _ rows: [[Cell]], none: String) {
        guard !rows.isEmpty else {
            console.print("\n" + console.styled(title, .bold) + ": " + none)
            return
        }
        console.print("\n" + console.styled(title, .bold) + " (\(rows.count))")
        console.printAligned(rows)
    }
}

extension AgreementDocument {
    /// What comes next for it, in words.
    var outlook: String {
        if let deadline = standing.noticeDeadline {
            return "renews after \(standing.termEnd?.description ?? ""), notice by \(deadline)"
        }
        if let end = standing.termEnd, !standing.state.hasEnded { return "until \(end)" }
        if standing.flags.contains(.inSurvival) {
            let until = standing.survivalUntil.map { "until \($0)" } ?? "without end"
            return "since \(standing.since?.description ?? ""), protects \(until)"
        }
        return standing.since.map { "since \($0)" } ?? ""
    }
}
