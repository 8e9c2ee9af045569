import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct AuditVerify: AttestryCommand {
    static let configuration = verb(
        "verify", "Check the file against its log; any finding exits 2.",
        """
        SQLite's integrity and foreign keys, the chain of hashes, every row against
        its last entry, the length of every document (--files: its bytes), and the
        schema's fingerprint. It names every place where time goes back. A cut tail, a
        full rewrite and an older copy put back cannot be seen from the file alone: a
        checkpoint that was kept elsewhere, and the key that signed it, find them.
        """,
        example: """
            attestry audit verify
            attestry audit verify --files --output verified.txt
            attestry audit verify --checkpoint head.txt \\
              --vkey registry.example.com/attestry+376ac426+AQOh
            """)

    @Flag(help: "Hash the bytes of every document as well.")
    var files = false
    @Option(help: "The file of a signed checkpoint; several are allowed.", completion: .file())
    var checkpoint: [String] = []
    @Option(help: "The public key of who signed it, NAME+NUMBER+BASE64; or several.")
    var vkey: [String] = []
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions
    @OptionGroup var destination: DestinationOptions

    func validate() throws {
        if checkpoint.isEmpty != vkey.isEmpty {
            throw ValidationError("--checkpoint and --vkey belong together")
        }
    }

    func run(in console: Console) throws {
        let report = try AuditReport(
            verifying: registry.path(in: console.environment), files: files,
            checkpoints: checkpoint.map(InputFile.text), keys: vkey)
        try destination.write(in: console) { try print(report, in: $0) }
        if !report.findings.isEmpty { throw FindingsFound() }
    }

    private func print(_ report: AuditReport, in console: Console) throws {
        if output.format == .json { return console.print(report.json.document) }
        try console.print(report.findings, AuditReport.columns, output, quiet: "subject")
        if output.quiet { return }
        let note = "note: \(report.notShown)"
        if output.format == .csv {
            if console.terminalWidth != nil { console.note(note) }
            return
        }
        console.print(report.summary)
        for step in report.stepsBack { console.print("note: \(step)") }
        console.print(note)
    }
}
