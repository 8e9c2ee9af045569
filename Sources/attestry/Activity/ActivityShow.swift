import ArgumentParser
import AttestryDomain
import AttestryService

struct ActivityShow: AttestryCommand {
    static let configuration = verb(
        "show", "Show one activity: how it stands on a day, and each of its occurrences.",
        """
        Without --report those of the last three years and what comes next. With it
        every one that was due, or done, in the report's period; as CSV that is the
        sample that an auditor asks for.
        """,
        example: """
            attestry activity show dr-test
            attestry activity show dr-test --report soc2@3 --format csv
            """)

    @Argument(help: "The code.", completion: activityCompletion)
    var code: String
    @Option(help: "The report, CODE or CODE@N, whose period is asked for.")
    var report: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let present = try self.registry.open(in: console)
        let code = try present.activity(named: self.code, "code")
        let (registry, day) = try known.registry(present)
        let document = try registry.activity(
            code, report: report.map { try registry.version(named: $0) }, asOf: day)
        if report != nil, output.format == .csv {
            return try console.print(document.occurrences, SampledOccurrence.columns, output)
        }
        try console.show(document, ActivityDocument.columns, output) {
            console.printLines(document.lines)
            console.printSample(document.occurrences)
        }
    }
}

extension ActivityDocument {
    /// The lines of a show, in the order in which a person reads them.
    fileprivate var lines: [ScreenLine] {
        [
            ScreenLine("code", activity.code), ScreenLine("title", activity.title),
            ScreenLine("as of", day), ScreenLine("state", verdict.state, verdict.state.tone),
            ScreenLine("since", verdict.since),
            ScreenLine("kept", verdict.isKept, verdict.isKept ? .good : .bad),
        ]
            + verdict.reasons.map { reason in
                ScreenLine("because", "\(reason.rule.rawValue) since \(reason.on): \(reason.fact)")
            }
            + activity.course.map { cadence, last in
                ScreenLine(
                    "cadence",
                    "\(cadence.description), from \(cadence.fromOn)"
                        + (last.map { " to \($0)" } ?? ""))
            }
            + [
                ScreenLine("next", next.map { "\($0.name), due \($0.dueOn)" }),
                ScreenLine("ended", activity.endedOn), ScreenLine("owner", activity.owner),
                ScreenLine("each record has", activity.recordFields),
                ScreenLine("may be shown", activity.mayBeShown),
            ]
            + openFindings.map { finding in
                ScreenLine(
                    "finding \(finding.id.rawValue)", "\(finding.title), by \(finding.fixBy)",
                    finding.fixBy < day ? .bad : .notice)
            }
            + activity.events.filter(\.isExtra).map { record in
                ScreenLine(
                    "extra",
                    [
                        "\(record.occurredOn)", record.result?.rawValue, record.reference,
                    ].compactMap(\.self).joined(separator: ", "))
            }
    }
}

extension Console {
    /// Writes occurrences under a show, one a line.
    fileprivate func printSample(_ occurrences: [SampledOccurrence]) {
        print("\n" + styled("occurrences", .bold) + " (\(occurrences.count))")
        printAligned(
            occurrences.map { item in
                let (standing, record) = (item.standing, item.standing.record)
                let facts = [
                    "due \(standing.occurrence.dueOn)", standing.doneOn.map { "done \($0)" },
                    standing.daysLate.map { "\($0.of("day")) late" },
                    record?.result?.rawValue, record?.reference,
                    record?.document.map { "\($0.name) \($0.sha256.prefix(12))…" },
                    standing.waiver.map { "waived by \($0.approvedBy ?? "")" },
                ]
                return [
                    Cell(standing.occurrence.name),
                    Cell(standing.state.rawValue, standing.state.tone),
                    Cell(facts.compactMap(\.self).joined(separator: ", ")),
                ]
            })
    }
}
