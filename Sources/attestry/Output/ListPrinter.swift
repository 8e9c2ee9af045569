import ArgumentParser
import AttestryDomain
import AttestryService

/// How a result is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv
}

/// Writes rows in the format asked for, each as it comes; only a table on a terminal waits for all
/// of them, to align them.
struct ListPrinter<Row> {
    private let console: Console
    /// The columns of CSV.
    private let columns: [Column<Row>]
    /// The columns of JSON.
    private let keys: [Column<Row>]
    private let output: OutputOptions
    private let quiet: Column<Row>?
    /// What is listed; of these what cannot be evaluated has a line too.
    private let nouns: [String]
    /// The columns that a table shows.
    private let shown: [Column<Row>]
    /// The columns in the order of JSON's keys; nil where some stand in objects of their own.
    private let sorted: [Column<Row>]?
    private var waiting: [[Cell]] = []
    private var count = 0

    /// `--quiet` leaves the column that names a row, else `quiet`, else the first.
    init(
        _ console: Console, _ columns: [Column<Row>], _ output: OutputOptions,
        header: Bool = false, quiet: String? = nil, of nouns: [String] = []
    ) {
        self.console = console
        self.nouns = nouns
        keys = columns.filter { $0.place != .documentOnly }
        self.columns = keys.filter { $0.place != .jsonOnly }
        self.output = output
        shown = self.columns.filter { $0.place != .fileOnly }
        let isFlat =
            keys.allSatisfy { $0.group == nil } && Set(keys.map(\.name)).count == keys.count
        sorted =
            isFlat
            ? keys.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) } : nil
        self.quiet = columns.first { $0.isName || $0.name == quiet } ?? columns.first
        if !output.quiet, output.format == .csv {
            console.print(CSVWriter.record(self.columns.map(\.name)))
        }
        if header, !output.quiet, output.format == .table, console.terminalWidth == nil {
            console.print(shown.map(\.name).joined(separator: "\t"))
        }
    }

    init(
        _ console: Console, _ columns: [Column<Row>], _ list: ListOptions, quiet: String? = nil,
        of nouns: [String] = []
    ) {
        self.init(
            console, columns, list.output, header: list.header, quiet: quiet, of: nouns)
    }

    /// Throws `OutputLost` where nobody takes what is written any more: nothing more is to be read.
    mutating func add(_ row: Row) throws {
        if console.isLost { throw OutputLost() }
        defer { count += 1 }
        if output.quiet {
            return console.print((quiet?.value(row) ?? .null).cell.visible())
        }
        switch output.format {
        case .json:
            console.print(JSONValue.separator(before: count))
            console.print(
                sorted.map { JSONValue.nested($0.lazy.map { ($0.name, $0.value(row)) }) }
                    ?? JSONValue(row, keys).nested)
        case .csv:
            let cells = columns.map { $0.value(row).cell.visible(keepingNewlines: true) }
            console.print(CSVWriter.record(cells))
        case .table:
            if console.terminalWidth == nil {
                let texts = shown.map { $0.value(row).cell.visible() }
                console.print(texts.joined(separator: "\t"))
            } else {
                waiting.append(shown.map { Cell($0.value(row).cell.visible(), $0.tone(row)) })
            }
        }
    }

    /// A line for what cannot be evaluated: its name, that it is damaged, and in JSON the cause.
    private mutating func add(_ damage: Damage) {
        defer { count += 1 }
        let name = quiet?.name ?? ""
        func text(_ column: Column<Row>) -> String {
            if column.name == name { return damage.name.visible() }
            return ["state", "status", "outcome"].contains(column.name) ? "damaged" : ""
        }
        switch output.format {
        case _ where output.quiet: console.print(damage.name.visible())
        case .json:
            console.print(JSONValue.separator(before: count))
            let fields: [String: JSONValue] = [
                name: .string(damage.name), "damage": .string(damage.cause),
            ]
            console.print(JSONValue.object(fields).nested)
        case .csv: console.print(CSVWriter.record(columns.map(text)))
        case .table where console.terminalWidth == nil:
            console.print(shown.map(text).joined(separator: "\t"))
        case .table: waiting.append(shown.map { Cell(text($0), .bad) })
        }
    }

    mutating func finish() {
        for damage in console.registry?.damages ?? [] where nouns.contains(damage.noun) {
            add(damage)
        }
        if output.quiet { return }
        switch output.format {
        case .json: console.print(JSONValue.end(of: count))
        case .csv: break
        case .table:
            guard let width = console.terminalWidth, !waiting.isEmpty else { return }
            let table = TableLayout(
                header: shown.map(\.name), givesWay: shown.map { $0.place == .ifThereIsRoom },
                rows: waiting, width: width)
            for line in table.headerLines(console) { console.print(line) }
            for line in table.rowLines(console).joined() { console.print(line) }
        }
    }
}

/// Nobody takes what is written any more; what was said of it is said when the command ends.
struct OutputLost: Error {}

/// A text of a table and how good it is.
struct Cell {
    let text: String
    let tone: Tone?

    init(_ text: String, _ tone: Tone? = nil) {
        self.text = text
        self.tone = tone
    }
}

extension Console {
    /// Writes rows in the format asked for.
    func print<Row>(
        _ rows: some Sequence<Row>, _ columns: [Column<Row>], _ list: ListOptions,
        quiet: String? = nil, of nouns: [String] = []
    ) throws {
        try print(
            rows, columns, list.output, header: list.header, quiet: quiet, of: nouns)
    }

    func print<Row>(
        _ rows: some Sequence<Row>, _ columns: [Column<Row>], _ output: OutputOptions,
        header: Bool = false, quiet: String? = nil, of nouns: [String] = []
    ) throws {
        var printer = ListPrinter(
            self, columns, output, header: header, quiet: quiet, of: nouns)
        for row in rows { try printer.add(row) }
        printer.finish()
    }

    /// Writes one thing: as a document of JSON, as a line of CSV, or, for a person, as `draw` has
    /// it; `--quiet` leaves its name, else the first column.
    func show<Row>(
        _ row: Row, _ columns: [Column<Row>], _ output: OutputOptions, name: String? = nil,
        draw: () throws -> Void
    ) throws {
        switch output.format {
        case _ where output.quiet && name != nil: print(name ?? "")
        case .table where !output.quiet: try draw()
        case .json where !output.quiet: print(JSONValue(row, columns).document)
        default: try print(CollectionOfOne(row), columns, output)
        }
    }
}

extension Column where Row == JSONValue {
    /// A field of a document; its path is separated by full stops.
    init(_ path: String, _ place: Place = .always) {
        let keys = path.split(separator: ".").map(String.init)
        self.init(keys.last ?? path, place) { row in keys.reduce(row) { $0[$1] } }
    }
}
