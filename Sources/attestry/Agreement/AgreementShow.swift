import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one agreement: its state on a day, terms and events.",
        discussion: """
            --known-at answers from the log: what was recorded by that moment, judged on
            its day unless --as-of names another.

            Example:
              attestry agreement show acme-nda --as-of 2026-12-01
            """)

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: KnownOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let document = try day.registry(
            registry.open(in: console), about: .agreement(code)
        ).agreement(Code(code, field: "code"), asOf: day.day)
        switch output.format {
        case .json: console.print(document.json.document)
        case .csv:
            console.print([document.json], AgreementDocument.columns, output, quiet: "code")
        case .table where output.quiet: console.print(code)
        case .table: console.printFields(document.fields)
        }
    }
}

extension AgreementDocument {
    /// The lines of a show, in the order in which a person reads them.
    fileprivate var fields: [(String, String)] {
        func text(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "" }
        let retained =
            standing.isRetainedIndefinitely ? "without end" : text(standing.retainUntil)
        let protects =
            standing.survivesIndefinitely ? "without end" : text(standing.survivalUntil)
        let term = standing.termStart.map { "\($0)..\(text(standing.termEnd))" } ?? ""
        return [
            ("code", text(agreement.code)), ("customer", text(agreement.customer)),
            ("kind", "\(agreement.kind.code): \(agreement.kind.title)"), ("as of", text(day)),
            ("state", standing.state.rawValue), ("since", text(standing.since)),
            ("in force", standing.isInForce ? "yes" : "no"),
            ("flags", standing.sortedFlags.joined(separator: " ")),
            ("effective", text(agreement.effectiveOn)), ("renewal", renewal), ("term", term),
            ("notice", agreement.noticeDays.map { "\($0) days" } ?? ""),
            ("notice by", text(standing.noticeDeadline)),
            (standing.state.hasEnded ? "ended" : "ends", text(standing.endedOn)),
            ("protects until", protects), ("keep until", retained),
            ("template", text(agreement.template)), ("document", document?.name ?? ""),
            ("sha256", document?.sha256 ?? ""),
        ] + agreement.events.map { event in ("event", event.line) }
    }

    private var renewal: String {
        agreement.endsOn.map { "fixed, ends \($0)" }
            ?? agreement.termMonths.map { "renews itself every \($0) months" } ?? "no end"
    }
}

extension AgreementEvent {
    fileprivate var line: String {
        var line = "\(kind.rawValue) on \(occurredOn)"
        if let party { line += ", \(party)" }
        if let successor { line += " by \(successor)" }
        if let reason { line += ": \(reason)" }
        return isVoided ? line + " (recorded in error)" : line
    }
}
