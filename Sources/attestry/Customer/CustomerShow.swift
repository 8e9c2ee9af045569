import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerShow: AttestryCommand {
    static let configuration = verb(
        "show", "One screen: agreements, what they hold, what they may have now, and why not.",
        """
        --known-at answers from the log: what was recorded by that moment, judged on
        its day unless --as-of names another.
        """,
        example: """
            attestry customer show acme
            attestry customer show acme --known-at 2026-03-01T12:00:00Z
            """)

    @Argument(help: "The code.", completion: customerCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let present = try self.registry.open(in: console)
        let code = try present.customer(named: self.code, "code")
        let (registry, day) = try known.registry(present, about: .customer(code))
        let screen = try registry.customer(code, asOf: day)
        try console.show(screen, CustomerScreen.columns, output) { console.draw(screen) }
    }
}

extension Console {
    fileprivate func draw(_ screen: CustomerScreen) {
        let customer = screen.about.customer
        printSentence(
            "\(customer.name.visible()) (\(customer.code))", .bold,
            " on \(screen.about.day): " + screen.about.line)
        for (name, text) in [("domains", customer.domains.json.cell), ("owner", customer.owner)] {
            if let text, !text.isEmpty { printSentence("\(name): \(text.visible())", nil, "") }
        }
        for obligation in screen.about.obligations {
            printSentence(
                "obligation unmet: ", .red, "\(obligation.duty.rule) since \(obligation.since)")
        }
        part(
            "people", none: "nobody",
            screen.contacts.map { [Cell($0.role.rawValue), Cell($0.email), Cell($0.name)] })
        part("agreements", none: "none", screen.agreements.map(\.cells))
        part("holds", none: "nothing", screen.holdings.map(\.cells))
        if !screen.atContractEnd.isEmpty {
            part(
                "at the contract's end", none: "nothing",
                screen.atContractEnd.map { item in
                    let standing = item.standing
                    return [
                        Cell(item.activity.description),
                        Cell(standing.state.rawValue, standing.state.tone),
                        Cell(
                            "due \(standing.occurrence.dueOn)"
                                + (standing.doneOn.map { ", done \($0)" } ?? "")),
                    ]
                })
        }
        drawAccess(screen.access)
    }

    private func part(_ title: String, none: String, _ rows: [[Cell]]) {
        print("\n" + styled(title, .bold) + (rows.isEmpty ? ": \(none)" : " (\(rows.count))"))
        printAligned(rows)
    }

    /// What they may have and what not, together with what shares the answer.
    private func drawAccess(_ access: [Access]) {
        print("\n" + styled("may have", .bold) + (access.isEmpty ? ": nothing" : ""))
        let shared = Dictionary(grouping: access, by: \.line)
        var answers: [String] = []
        for line in access.map(\.line) where !answers.contains(line) { answers.append(line) }
        let isAllowed = { (line: String) in shared[line]?.first?.isAllowed == true }
        for answer in answers.filter(isAllowed) + answers.filter({ !isAllowed($0) }) {
            print("  " + styled(answer.visible(), isAllowed(answer) ? .green : .red) + ":")
            let names = (shared[answer] ?? []).map(\.version).json.cell
            for line in names.wrapped(to: (terminalWidth ?? 100) - 4) { print("    " + line) }
        }
    }
}

extension CustomerDocument {
    /// What it is, since when, and what it entrusts.
    fileprivate var line: String {
        status.rawValue + (contract.map { " since \($0.sinceOn)" } ?? "")
            + (contract?.untilOn.map { ", until \($0)" } ?? "")
            + (customer.handlesPHI ? ", health information" : "")
            + (customer.handlesPersonalData ? ", personal data" : "")
    }
}

extension HolderDocument {
    fileprivate var cells: [Cell] {
        [
            Cell(lead.version.description),
            marks.isEmpty ? Cell("current", .good) : Cell(marks.json.cell, .bad),
            Cell(
                (since.map { "since \($0)" } ?? "") + (person.map { ", \($0.email)" } ?? "")
                    + ", distribution \(lead.row.handover.id.rawValue)"
                    + (count > 1 ? ", \(count) copies" : "")),
        ]
    }
}

extension Access {
    fileprivate var line: String {
        guard isAllowed else { return "no, \(rules.json.cell)" }
        let basis = needsBasis ? ", with --basis" : ""
        return contacts.isEmpty ? "yes" : "yes, to \(contacts.map(\.email).json.cell)\(basis)"
    }
}

extension AgreementDocument {
    fileprivate var cells: [Cell] {
        [
            Cell(agreement.code.description), Cell(standing.state.rawValue, standing.state.tone),
            Cell(outlook),
        ]
    }

    /// What comes next for it, in words.
    private var outlook: String {
        if let deadline = standing.noticeDeadline {
            return "renews after \(standing.termEnd?.description ?? ""), notice by \(deadline)"
        }
        if let end = standing.termEnd, !standing.state.hasEnded {
            return standing.endedOn == nil ? "renews after \(end)" : "until \(end)"
        }
        if standing.flags.contains(.inSurvival) {
            let until = standing.survivalUntil.map { "until \($0)" } ?? "without end"
            return "since \(standing.since?.description ?? ""), protects \(until)"
        }
        return standing.since.map { "since \($0)" } ?? ""
    }
}
