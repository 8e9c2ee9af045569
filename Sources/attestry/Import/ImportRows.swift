import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

/// The import of one kind, told by its place in the list of them: commands are told apart by their
/// types alone.
struct ImportRows<let place: Int>: AttestryCommand {
    private static var advice: ImportAdvice { ImportAdvice.all[place] }

    static var configuration: CommandConfiguration {
        let kind = advice.kind
        let name = kind.rawValue
        let columns = kind.columns
        let lines = stride(from: 0, to: columns.count, by: 5).map {
            columns[$0..<min($0 + 5, columns.count)].map(\.name).joined(separator: " ")
        }
        let needed = columns.filter(\.isNeeded).map(\.name).joined(separator: ", ")
        return CommandConfiguration(
            commandName: name,
            abstract: "Import \(kind.word.plural) from a spreadsheet: CSV or .xlsx.",
            discussion: """
                Columns\(needed.isEmpty ? "" : ", \(needed) needed"):
                \(lines.joined(separator: "\n"))

                \(advice.text)
                Names of columns are taken in any case, with blanks or hyphens, in any
                order; other names with --map. All rows or none; everything that is wrong
                is said at once, with its line and column. --existing says what becomes
                of rows about what is there already; what is empty changes nothing.

                Examples:
                  attestry import \(name) --template
                  attestry import \(name) FILE.csv --dry-run
                  attestry import \(name) FILE.csv --existing update --dry-run
                  attestry import \(name) FILE.xlsx --sheet NAME --date-format dmy \\
                    --dry-run --annotated remarks.csv
                """)
    }

    @Argument(
        help: "The file, or - for standard input.", completion: .file(extensions: ["csv", "xlsx"]))
    var file: String?
    @Flag(help: "Print a sheet to fill in: the header, and an example row.")
    var template = false
    @Flag(help: "Check everything; record nothing.")
    var dryRun = false
    @OptionGroup var existing: ExistingOptions
    @Option(help: "How dates beside YYYY-MM-DD are written: dmy, mdy or ymd.")
    var dateFormat: DateForm?
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var names: MappingOptions
    @Option(help: "Where to write the rows with what is wrong with each.", completion: .file())
    var annotated: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        guard template == (file == nil) else {
            throw ValidationError(
                template
                    ? "--template prints a sheet: give no FILE, and > FILE.csv behind it"
                    : "give the FILE, or --template, which prints one to fill in")
        }
    }

    func run(in console: Console) throws {
        guard let file else {
            let kind = Self.advice.kind
            return console.print(kind.template)
        }
        var source = try sheet.source(file, in: console)
        source.dateForm = dateFormat
        source.mapping = try names.columns(in: console)
        let remarks = try annotated.map { try NewFile(at: $0, for: "annotated") }
        let report: ImportReport
        do {
            report = try registry.open(in: console).importRows(
                source, as: Self.advice.kind, existing: existing.rows, isDryRun: dryRun,
                withRemarks: remarks != nil, author: author.author(in: console),
                document: sheetDocuments(in: Console.folder(of: file)))
        } catch let refusal as ImportRefusal {
            if let remarks {
                try refusal.annotate(source, Self.advice.kind) { bytes in
                    try bytes.withUnsafeBytes { try remarks.write($0) }
                }
                try remarks.publish()
            }
            throw refusal
        }
        try names.save(source.mapping)
        if let annotated { console.note("note: nothing is wrong; \(annotated) was not written") }
        report.tell(console)
        try console.show(report, ImportReport.columns, output) {
            for line in report.lines { console.print(line) }
        }
    }
}

extension DateForm: ExpressibleByArgument {}
