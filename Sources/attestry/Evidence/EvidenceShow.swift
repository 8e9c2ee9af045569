import ArgumentParser
import AttestryDomain
import AttestryPage
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
                attestry \(Noun.noun.rawValue) show CODE --picture CODE.svg
                """)
    }

    @Argument(help: "CODE, or CODE@N for one version.", completion: codeCompletion)
    var code: String
    @Option(
        help: "Draw its life into this SVG file and print nothing; - prints the picture.",
        completion: .file(extensions: ["svg"]))
    var picture: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let present = try self.registry.open(in: console)
        let (registry, day) = try known.registry(present, about: .evidence)
        let reference = try registry.version(named: code)
        if let picture {
            let (life, day) = try registry.life(of: reference.code, as: Noun.noun, asOf: day)
            return try DestinationOptions.write(
                LifePicture(life, on: day).bytes, to: picture, for: "picture", in: console)
        }
        let document = try registry.show(reference, as: Noun.noun, asOf: day)
        try console.show(
            document, EvidenceDocument.columns(of: Noun.noun), output, name: document.name
        ) {
            console.printLines(document.lines(width: console.terminalWidth))
        }
    }
}

extension EvidenceDocument {
    /// The lines of a show, in the order in which a person reads them.
    fileprivate func lines(width: Int?) -> [ScreenLine] {
        let lines = verdictLines + versionLines + reportLines + lifeLines + otherLines
        let life = LifeLine(self)
        let labels = lines.filter { !$0.value.text.isEmpty }.map(\.name.columns).max() ?? 0
        let drawn = width.map { life.drawn(width: $0 - labels - 2) } ?? life.listed
        return lines + drawn.map { ScreenLine("life", $0) }
    }

    private var verdictLines: [ScreenLine] {
        [
            ScreenLine("code", name), ScreenLine("title", title), ScreenLine("ref", evidence.refs),
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
            ScreenLine("document", version?.document?.name),
            ScreenLine("sha256", version?.document?.sha256), ScreenLine("missing", missing),
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
                    "bridge",
                    "\($0.fromOn)..\($0.toOn), signed \($0.signedOn), \($0.signer)"
                        + $0.document.clause)
            } + [ScreenLine("comfort until", verdict.comfortUntil)]
            + verdict.gaps.map { ScreenLine("gap", "\($0.from)..\($0.to) (\($0.days.of("day")))") }
    }

    private var lifeLines: [ScreenLine] {
        (version?.identifiers ?? [:]).sorted { $0.key < $1.key }.map { ScreenLine($0, $1) }
            + [ScreenLine("voided", version?.isVoided == true ? "it was recorded in error" : nil)]
            + (version?.events ?? []).filter { !$0.isVoided }.map { event in
                let reason = event.reason.map { ": \($0)" } ?? ""
                return ScreenLine(
                    "event", "\(event.kind.rawValue) on \(event.occurredOn)\(reason)")
            }
            + milestones.map { ScreenLine("milestone", text(of: $0)) } + [
                ScreenLine("owner", evidence.owner),
                ScreenLine("discontinued", evidence.discontinuedOn),
                ScreenLine("release", scheme.releaseClass),
            ]
    }

    /// The versions beside the one shown, and what is due in the life of those that lie ahead.
    private var otherLines: [ScreenLine] {
        otherVersions.flatMap { other -> [ScreenLine] in
            let life =
                other.report.map { report in
                    report.period.map { "\($0.start)..\($0.end)" } ?? "\(report.lastDay)"
                } ?? "\(other.start)..\(other.expiresOn?.description ?? "")"
            let state = history[other.version].map { verdict in
                verdict.flags.contains(.superseded) ? "superseded" : verdict.state.rawValue
            }
            let parts = [state, life, other.number].compactMap(\.self)
            let ahead = other.start > day ? milestones(of: other) : []
            return [ScreenLine("version \(other.version)", parts.joined(separator: ", "))]
                + ahead.map { ScreenLine("milestone", "version \(other.version): \(text(of: $0))") }
        }
    }

    private func text(of milestone: Milestone) -> String {
        let standing =
            milestone.doneOn.map { "done \($0)" }
            ?? (milestone.isOverdue(on: day) ? "overdue" : "open")
        return "\(milestone.kind) by \(milestone.dueOn): \(standing)\(milestone.document.clause)"
    }
}

extension AttachedDocument? {
    /// The document as the end of a line about what it is attached to; empty where there is none.
    fileprivate var clause: String { map { ", \($0.name) (\($0.sha256))" } ?? "" }
}
