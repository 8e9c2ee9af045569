import ArgumentParser
import AttestryDomain
import AttestryService

struct ImportRows<Noun: ImportNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        let name = Noun.kind.rawValue
        let columns = Noun.kind.columns
        let lines = stride(from: 0, to: columns.count, by: 5).map {
            columns[$0..<min($0 + 5, columns.count)].map(\.name).joined(separator: " ")
        }
        let needed = columns.filter(\.isNeeded).map(\.name).joined(separator: ", ")
        let word = Noun.kind.word
        return CommandConfiguration(
            commandName: name,
            abstract: "Import \(word)s from CSV (RFC 4180, UTF-8, with a header).",
            discussion: """
                Columns, \(needed) needed:
                \(lines.joined(separator: "\n"))

                \(Noun.advice)
                All rows or none; every bad field is named with its line and column.

                Example:
                  attestry import \(name) FILE.csv --dry-run
                """)
    }

    @Argument(help: "The file, or - for standard input.", completion: .file(extensions: ["csv"]))
    var file: String
    @Flag(help: "Check everything; record nothing.")
    var dryRun = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let report = try registry.open(in: console).importRows(
            console.contents(of: file), as: Noun.kind, isDryRun: dryRun,
            author: author.author(in: console),
            document: sheetDocuments(in: Console.folder(of: file)))
        for doubt in report.doubts { console.note("warning: \(doubt)") }
        try console.show(report, ImportReport.columns, output) {
            for line in report.lines { console.print(line) }
        }
    }
}

extension ImportReport {
    /// What a person is told.
    fileprivate var lines: [String] {
        let verb = isDryRun ? "would be recorded" : "recorded"
        var lines = [
            kind.evidence == nil
                ? "\(rows.of(kind.word)) \(verb)"
                : "\(rows.of("version")) of \(new.of("new code")) \(verb)"
        ]
        if old > 0 {
            lines.append(
                "\(old) of what is wrong \(old == 1 ? "lies" : "lie") over "
                    + "\(Ladder.longestOverdue) days back: the next alert run says it once, as old")
        }
        if wouldRefuse > 0 { lines.append("the gate would have refused \(wouldRefuse) of them") }
        return lines
    }
}
