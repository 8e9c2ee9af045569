import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

/// The export of one kind, told by its place in the list of them: commands are told apart by their
/// types alone.
struct ExportRows<let place: Int>: AttestryCommand {
    private static var kind: ImportKind { ImportAdvice.all[place].kind }

    static var configuration: CommandConfiguration {
        let name = kind.rawValue
        return verb(
            name, "Export \(kind.word.plural) as the CSV that 'import' takes.",
            """
            Not only what is current: every version and event, what was voided and who
            left too.
            """,
            example: """
                attestry export \(name)
                attestry export \(name) --output \(name.plural).csv --known-at 2026-06-30
                """)
    }

    @Option(help: "The file to make.", completion: .file())
    var output: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions

    func run(in console: Console) throws {
        let known = try past.registry(registry.open(in: console))
        guard let output else {
            return try known.export(Self.kind) { bytes in
                if console.isLost { throw OutputLost() }
                console.print(Array(bytes))
            }
        }
        let file = try NewFile(at: output)
        try known.export(Self.kind, to: file.write)
        try file.publish()
    }
}
