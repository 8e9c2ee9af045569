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
    private let columns: [Column<Row>]
    private let output: OutputOptions
    private let quiet: String
    private var waiting: [[Cell]] = []
    private var count = 0

    /// `quiet` is the column that `--quiet` leaves.
    init(_ console: Console, _ columns: [Column<Row>], _ output: OutputOptions, quiet: String) {
        self.console = console
        self.columns = columns
        self.output = output
        self.quiet = quiet
        if !output.quiet, output.format == .csv {
            console.print(Array(CSVWriter.record(columns.map(\.name)).utf8))
        }
    }

    private var shown: [Column<Row>] { columns.filter { $0.place != .fileOnly } }

    mutating func add(_ row: Row) {
        defer { count += 1 }
        if output.quiet {
            let value = columns.first { $0.name == quiet }?.value(row)
            return console.print((value ?? .null).cell.visible())
        }
        switch output.format {
        case .json:
            console.print(JSONValue.separator(before: count))
            console.print(JSONValue(row, columns).nested)
        case .csv:
            let cells = columns.map { $0.value(row).cell.visible(keepingNewlines: true) }
            console.print(Array(CSVWriter.record(cells).utf8))
        case .table:
            let cells = shown.map { Cell($0.value(row).cell.visible(), $0.tone(row)) }
            if console.terminalWidth == nil {
                console.print(cells.map(\.text).joined(separator: "\t"))
            } else {
                waiting.append(cells)
            }
        }
    }

    func finish() {
        if output.quiet { return }
        switch output.format {
        case .json: console.print(JSONValue.end(of: count))
        case .csv: break
        case .table:
            guard let width = console.terminalWidth, !waiting.isEmpty else { return }
            let table = TableLayout(
                header: shown.map { Cell($0.name, nil) },
                givesWay: shown.map { $0.place == .ifThereIsRoom }, rows: waiting, width: width)
            for line in table.lines(console) { console.print(line) }
        }
    }
}

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
        _ rows: some Sequence<Row>, _ columns: [Column<Row>], _ output: OutputOptions,
        quiet: String = "code"
    ) {
        var printer = ListPrinter(self, columns, output, quiet: quiet)
        for row in rows { printer.add(row) }
        printer.finish()
    }

    /// Writes one thing: as JSON with `others` beside its columns, as a line of CSV, or, for a
    /// person, as `draw` has it; `--quiet` leaves its name, else a column.
    func show<Row>(
        _ row: Row, _ columns: [Column<Row>], and others: [String: JSONValue] = [:],
        _ output: OutputOptions, quiet: String = "code", name: String? = nil, draw: () -> Void
    ) {
        if output.quiet, let name { return print(name) }
        if !output.quiet, output.format == .table { return draw() }
        if !output.quiet, output.format == .json {
            return print(JSONValue(row, columns, and: others).document)
        }
        print(CollectionOfOne(row), columns, output, quiet: quiet)
    }
}

extension Column where Row == JSONValue {
    /// A field of a document; its path is separated by full stops.
    init(_ path: String, _ place: Place = .always) {
        let keys = path.split(separator: ".").map(String.init)
        self.init(keys.last ?? path, place) { row in keys.reduce(row) { $0[$1] } }
    }
}

extension JSONValue {
    /// The value as a cell of a table.
    var cell: String {
        switch self {
        case .null: ""
        case .bool(let flag): flag ? "yes" : "no"
        case .number(let number): String(number)
        case .string(let text): text
        case .array(let elements): elements.map(\.cell).joined(separator: " ")
        case .object(let fields):
            fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.cell)" }
                .joined(separator: " ")
        }
    }
}
