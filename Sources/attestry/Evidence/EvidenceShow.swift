import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceShow<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: "Show one \(Noun.noun.rawValue): its verdict on a day, why, and its life.",
            discussion: """
                --known-at answers from the log: what was recorded by that moment, judged
                on its day unless --as-of names another.

                Example:
                  attestry \(Noun.noun.rawValue) show CODE --as-of 2026-12-01
                  attestry \(Noun.noun.rawValue) show CODE@1
                """)
    }

    @Argument(help: "CODE, or CODE@N for one version.", completion: codeCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let document = try day.registry(registry.open(in: console), about: .evidence)
            .show(VersionReference(code), as: Noun.noun, asOf: day.day)
        console.show(
            document, EvidenceDocument.columns(of: Noun.noun), and: document.details, output,
            name: document.name
        ) {
            console.printFields(document.fields(width: console.terminalWidth ?? 100))
        }
    }
}

extension EvidenceDocument {
    /// The lines of a show, in the order in which a person reads them.
    fileprivate func fields(width: Int) -> [(name: String, value: Cell)] {
        func text(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "" }
        var fields: [(String, String)] = [
            ("code", name), ("title", title), ("scheme", scheme.code.description),
            ("edition", text(version?.edition)), ("as of", text(day)),
            ("state", verdict.state.rawValue), ("since", text(verdict.since)),
            ("until", verdict.until?.description ?? (verdict.isInForce ? "open" : "")),
            ("in force", verdict.isInForce ? "yes" : "no"),
            ("flags", verdict.sortedFlags.joined(separator: " ")),
        ]
        for reason in verdict.reasons {
            fields.append(("because", "\(reason.rule.rawValue) since \(reason.on): \(reason.fact)"))
        }
        fields += [
            ("version", text(version?.version)), ("number", text(version?.number)),
            ("issuer", text(version?.issuer)), ("auditor", text(version?.auditor)),
            ("scope", text(version?.scope)),
            ("covers", (version?.covers ?? []).map(\.description).joined(separator: " ")),
            ("parent", text(version?.parent)), ("issued", text(version?.issuedOn)),
            ("valid from", text(version?.validFrom)), ("expires", text(version?.expiresOn)),
        ]
        if version?.expiresOn == nil, let end = verdict.end {
            fields.append(("expires", "\(end) (computed)"))
        }
        fields += [
            ("deprecated", text(listingLimit(scheme.deprecatedMonths))),
            ("delisted", text(listingLimit(scheme.delistedMonths))),
        ]
        fields += reportFields
        for (name, value) in (version?.identifiers ?? [:]).sorted(by: { $0.key < $1.key }) {
            fields.append((name, value))
        }
        if version?.isVoided == true { fields.append(("voided", "it was recorded in error")) }
        for event in version?.events ?? [] {
            let reason = event.reason.map { ": \($0)" } ?? ""
            let voided = event.isVoided ? " (recorded in error)" : ""
            fields.append(
                ("event", "\(event.kind.rawValue) on \(event.occurredOn)\(reason)\(voided)"))
        }
        for milestone in milestones {
            let standing =
                milestone.doneOn.map { "done \($0)" }
                ?? (milestone.isOverdue(on: day) ? "overdue" : "open")
            fields.append(("milestone", "\(milestone.kind) by \(milestone.dueOn): \(standing)"))
        }
        fields += [
            ("owner", text(evidence.owner)), ("discontinued", text(evidence.discontinuedOn)),
            ("release", scheme.releaseClass.rawValue),
        ]
        let labels = fields.filter { !$0.1.isEmpty }.map(\.0.columns).max() ?? 0
        for line in LifeLine(self).drawn(width: width - labels - 2) {
            fields.append(("life", line))
        }
        return fields.map { name, value in
            let tone: Tone? =
                switch name {
                case "state": verdict.state.tone
                case "in force": verdict.isInForce ? .good : .bad
                default: nil
                }
            return (name, Cell(value, tone))
        }
    }

    private var reportFields: [(String, String)] {
        guard let report = version?.report else { return [] }
        var fields: [(String, String)] = []
        if let period = report.period {
            fields.append(("period", "\(period.start)..\(period.end)"))
        }
        if let day = report.asOfOn { fields.append(("as of day", "\(day)")) }
        fields.append(("opinion", report.opinion.rawValue))
        fields.append(("criteria", report.criteria.joined(separator: " ")))
        fields.append(("exceptions", report.exceptions.map(String.init) ?? ""))
        fields.append(("fresh until", verdict.freshUntil?.description ?? ""))
        for letter in version?.bridgeLetters ?? [] where !letter.isVoided {
            fields.append(
                (
                    "bridge",
                    "\(letter.fromOn)..\(letter.toOn), signed \(letter.signedOn), \(letter.signer)"
                ))
        }
        fields.append(("comfort until", verdict.comfortUntil?.description ?? ""))
        for gap in verdict.gaps {
            fields.append(("gap", "\(gap.from)..\(gap.to) (\(gap.days) days)"))
        }
        return fields
    }
}
