import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct ExportCommand: AttestryCommand {
    static let configuration = verb(
        "export", "Write what is recorded as CSV that 'import' takes, or all of it.",
        """
        Not only what is current: every version and event, what was voided and who
        left too. KIND is one of
        \(lines(of: kinds))

        'export all' makes a folder: a file of CSV a kind, the documents by their
        hashes, and SHA256SUMS for sha256sum -c. 'attestry import all' fills a new
        registry from it. Settings, channels, alerts and the log stay behind. Who
        takes documents out that not everybody may have leaves an entry for each.
        """,
        example: """
            attestry export customer
            attestry export distribution --output ledger.csv
            attestry export all --output registry-2026
            """)

    @Argument(help: "all, or the kind.", completion: .list(["all"] + kinds))
    var kind: String
    @Option(help: "The file, or with all the folder, to make.", completion: .file())
    var output: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        guard kind == "all" else { return }
        if output == nil { throw ValidationError("--output says which folder to make") }
        if past.knownAt != nil {
            throw ValidationError("--known-at goes with one kind, not with all")
        }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        if kind == "all" { return try exportAll(registry, console) }
        let kind = try ImportKind(known: kind, as: "kind")
        let known = try past.registry(registry)
        guard let output else {
            return try known.export(kind) { bytes in
                if console.isLost { throw OutputLost() }
                console.print(Array(bytes))
            }
        }
        let file = try NewFile(at: output)
        try known.export(kind, to: file.write)
        try file.publish()
    }

    private func exportAll(_ registry: Registry, _ console: Console) throws {
        let folder = try NewFolder(
            at: output ?? "", for: "output", by: "export-\(registry.identifier())")
        // What an export that was cut short left behind.
        try folder.clear()
        try registry.checkClock()
        let taken = try registry.exportAll { name in
            let file = try folder.newFile(name)
            return (file.write, file.publish)
        }
        // What cannot be said any more to have left must not leave.
        try registry.log(taken, author: author.author(in: console))
        try folder.publish()
        console.print(output ?? "")
    }

    private static let kinds = ImportKind.allCases.map(\.rawValue)

    /// Words in lines that a terminal shows whole.
    private static func lines(of words: [String]) -> String {
        stride(from: 0, to: words.count, by: 6).map {
            words[$0..<min($0 + 6, words.count)].joined(separator: " ")
        }.joined(separator: "\n")
    }
}
