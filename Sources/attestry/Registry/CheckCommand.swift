import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct CheckCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell a monitor what is wrong; any finding exits 2.",
        discussion: """
            An end is critical where evidence would be out of force, or an obligation
            unmet. With --nagios the exit status is 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN,
            every failure is 3, and the first line names the most urgent three.

            Example:
              attestry check --warning 60 --critical 14 --nagios
            """)

    @Option(help: "Warn of what ends or is due at most so many days ahead (default: 60).")
    var warning: Int?
    @Option(help: "Be critical of an end at most so many days ahead.")
    var critical = AlertSeverity.criticalDays
    @Flag(help: "Write and exit as a Nagios plugin does.")
    var nagios = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let found = try registry.check(
            warningDays: warning ?? max(AlertSeverity.warningDays, critical),
            criticalDays: critical, asOf: day,
            lastBackup: Result { try LastBackup(ofRegistry: registry.path)?.at })
        if nagios { try report(found, to: console) }
        let concerns = found.concerns
        try console.print(concerns, Concern.columns, output, quiet: "subject")
        if concerns.isEmpty, console.terminalWidth != nil, output.format == .table {
            console.print("nothing to worry about")
        }
        if !concerns.isEmpty { throw FindingsFound() }
    }

    /// The monitoring plugins' guidelines: one line of status and figures, then the details.
    private func report(_ found: CheckReport, to console: Console) throws -> Never {
        let concerns = found.concerns
        let critical = concerns.count { $0.severity == .critical }
        let warnings = concerns.count - critical
        let word = critical > 0 ? "CRITICAL" : warnings > 0 ? "WARNING" : "OK"
        let urgent = concerns.prefix(3).map { "\($0.subject) \($0.rule)" }
        console.print(
            "ATTESTRY \(word) - \(critical) critical, \(warnings.of("warning"))"
                + (urgent.isEmpty ? "" : ": " + urgent.joined(separator: ", "))
                + " | " + found.figures.map(\.performanceData).joined(separator: " "))
        for concern in concerns {
            let line = "\(concern.severity.rawValue): \(concern.subject): \(concern.detail)"
            console.print(Syntax.monitor.escaped(line.visible()))
        }
        throw FindingsFound(status: critical > 0 ? 2 : warnings > 0 ? 1 : 0)
    }
}

extension CheckReport.Figure {
    /// `label=value;warning;critical;min` as monitoring plugins write it.
    fileprivate var performanceData: String { "\(label)=\(value);\(warning);\(critical);0" }
}
