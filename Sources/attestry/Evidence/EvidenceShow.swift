import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceShow<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "show", "Show one \(Noun.noun.rawValue): its verdict on a day, why, and its life.",
            """
            --known-at answers from the log: what was recorded by that moment, judged
            on its day unless --as-of names another.
            """,
            example: """
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
            document, EvidenceDocument.columns(of: Noun.noun), output, name: document.name
        ) {
            console.printLines(document.lines(width: console.terminalWidth))
        }
    }
}

extension EvidenceDocument {
    /// The lines of a show, in the order in which a person reads them.
    fileprivate func lines(width: Int?) -> [ScreenLine] {
        let lines = verdictLines + versionLines + reportLines + lifeLines
        let life = LifeLine(self)
        let labels = lines.filter { !$0.value.text.isEmpty }.map(\.name.columns).max() ?? 0
        let drawn = width.map { life.drawn(width: $0 - labels - 2) } ?? life.listed
        return lines + drawn.map { ScreenLine("life", $0) }
    }

    private var verdictLines: [ScreenLine] {
        [
            ScreenLine("code", name), ScreenLine("title", title),
            ScreenLine("scheme", scheme.code), ScreenLine("edition", version?.edition),
            ScreenLine("as of", day), ScreenLine("state", verdict.state, verdict.state.tone),
            ScreenLine("since", verdict.since),
            ScreenLine("until", verdict.until?.description ?? (verdict.isInForce ? "open" : nil)),
            ScreenLine("in force", verdict.isInForce, verdict.isInForce ? .good : .bad),
            ScreenLine("flags", verdict.sortedFlags),
        ]
            + verdict.reasons.map { reason in
                ScreenLine("because", "\(reason.rule.rawValue) since \(reason.on): \(reason.fact)")
            }
    }

    private var versionLines: [ScreenLine] {
        let computed = version?.expiresOn == nil ? verdict.end : nil
        return [
            ScreenLine("version", version?.version), ScreenLine("number", version?.number),
            ScreenLine("issuer", version?.issuer), ScreenLine("auditor", version?.auditor),
            ScreenLine("scope", version?.scope), ScreenLine("covers", version?.covers),
            ScreenLine("parent", version?.parent), ScreenLine("issued", version?.issuedOn),
            ScreenLine("valid from", version?.validFrom),
            ScreenLine("expires", version?.expiresOn),
            ScreenLine("expires", computed.map { "\($0) (computed)" }),
            ScreenLine("deprecated", listingLimit(scheme.deprecatedMonths)),
            ScreenLine("delisted", listingLimit(scheme.delistedMonths)),
        ]
    }

    private var reportLines: [ScreenLine] {
        guard let report = version?.report else { return [] }
        return [
            ScreenLine("period", report.period.map { "\($0.start)..\($0.end)" }),
            ScreenLine("as of day", report.asOfOn), ScreenLine("opinion", report.opinion.rawValue),
            ScreenLine("criteria", report.criteria), ScreenLine("exceptions", report.exceptions),
            ScreenLine("fresh until", verdict.freshUntil),
        ]
            + letters.map {
                ScreenLine(
                    "bridge", "\($0.fromOn)..\($0.toOn), signed \($0.signedOn), \($0.signer)")
            } + [ScreenLine("comfort until", verdict.comfortUntil)]
            + verdict.gaps.map { ScreenLine("gap", "\($0.from)..\($0.to) (\($0.days) days)") }
    }

    private var lifeLines: [ScreenLine] {
        (version?.identifiers ?? [:]).sorted { $0.key < $1.key }.map { ScreenLine($0, $1) }
            + [ScreenLine("voided", version?.isVoided == true ? "it was recorded in error" : nil)]
            + (version?.events ?? []).map { event in
                let reason = event.reason.map { ": \($0)" } ?? ""
                let voided = event.isVoided ? " (recorded in error)" : ""
                return ScreenLine(
                    "event", "\(event.kind.rawValue) on \(event.occurredOn)\(reason)\(voided)")
            }
            + milestones.map { milestone in
                let standing =
                    milestone.doneOn.map { "done \($0)" }
                    ?? (milestone.isOverdue(on: day) ? "overdue" : "open")
                return ScreenLine(
                    "milestone", "\(milestone.kind) by \(milestone.dueOn): \(standing)")
            } + [
                ScreenLine("owner", evidence.owner),
                ScreenLine("discontinued", evidence.discontinuedOn),
                ScreenLine("release", scheme.releaseClass),
            ]
    }
}
