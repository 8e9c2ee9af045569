import ArgumentParser
import AttestryDomain
import AttestryService

struct AuditVerify: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the file against its log; any finding exits 2.",
        discussion: """
            SQLite's integrity and foreign keys, the chain of hashes, every row against
            its last entry, the length of every document (--files: its bytes), and the
            schema's fingerprint. It names every place where time goes back. Note the head
            it prints
            elsewhere: a cut tail, a full rewrite and an older copy put back cannot be
            seen from the file alone.

            Example:
              attestry audit verify
            """)

    @Flag(help: "Hash the bytes of every document as well.")
    var files = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let report = try AuditReport(
            verifying: registry.path(in: console.environment), files: files)
        if output.format == .json {
            console.print(report.json.document)
        } else {
            console.print(report.findings, AuditReport.columns, output, quiet: "subject")
            if output.format == .table, !output.quiet {
                console.print(report.summary)
                for step in report.stepsBack { console.note("note: \(step)") }
                if console.terminalWidth != nil { console.note("note: \(AuditReport.limits)") }
            }
        }
        if !report.findings.isEmpty { throw FindingsFound() }
    }
}
