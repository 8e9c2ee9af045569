import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementShow: AttestryCommand {
    static let configuration = verb(
        "show", "Show one agreement: its state on a day, terms and events.",
        """
        --known-at answers from the log: what was recorded by that moment, judged on
        its day unless --as-of names another.
        """,
        example: "attestry agreement show acme-nda --as-of 2026-12-01")

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let present = try self.registry.open(in: console)
        let code = try present.agreement(named: self.code, "code")
        let (registry, day) = try known.registry(present, about: .agreement(code))
        let document = try registry.agreement(code, asOf: day)
        try console.show(document, AgreementDocument.columns, output) {
            console.printLines(document.lines)
        }
    }
}

extension AgreementDocument {
    /// The lines of a show, in the order in which a person reads them.
    fileprivate var lines: [ScreenLine] {
        let endless = "without end"
        return [
            ScreenLine("code", agreement.code), ScreenLine("customer", agreement.customer),
            ScreenLine("kind", "\(agreement.kind.code): \(agreement.kind.title)"),
            ScreenLine("as of", day), ScreenLine("state", standing.state),
            ScreenLine("since", standing.since), ScreenLine("in force", standing.isInForce),
            ScreenLine("flags", standing.sortedFlags),
            ScreenLine("effective", agreement.effectiveOn), ScreenLine("renewal", renewal),
            ScreenLine(
                "term", standing.termStart.map { "\($0)..\(standing.termEnd.json.cell)" }),
            ScreenLine("notice", notice),
            ScreenLine("notice by", standing.noticeDeadline),
            standing.state.hasEnded
                ? ScreenLine("ended", standing.endedOn) : ScreenLine("ends", lastDay),
            ScreenLine(
                "protects until",
                standing.survivesIndefinitely ? endless : standing.survivalUntil?.description),
            ScreenLine(
                "keep until",
                standing.isRetainedIndefinitely ? endless : standing.retainUntil?.description),
            ScreenLine("template", agreement.template), ScreenLine("ref", agreement.refs),
            ScreenLine("document", document?.name),
            ScreenLine("sha256", document?.sha256),
        ] + agreement.events.filter { !$0.isVoided }.map { ScreenLine("event", $0.line) }
    }

    private var renewal: String {
        let first =
            agreement.initialTermMonths.map { "\($0.of("month")), then " }
            ?? agreement.endsOn.map { "until \($0), then " } ?? ""
        return agreement.terms.fixedEnd.map { "fixed, ends \($0)" }
            ?? agreement.termMonths.map { "\(first)renews itself every \($0.of("month"))" }
            ?? "no end"
    }

    private var notice: String? {
        agreement.noticeDays?.of("day") ?? agreement.noticeMonths?.of("month")
    }

    /// The last day in force, where it has an end.
    private var lastDay: CivilDate? { standing.endedOn.flatMap { _ in standing.termEnd } }
}

extension AgreementEvent {
    fileprivate var line: String {
        var line = "\(kind.rawValue) on \(occurredOn)"
        if let party { line += ", \(party)" }
        if let successor { line += " by \(successor)" }
        if let reason { line += ": \(reason)" }
        return line
    }
}
