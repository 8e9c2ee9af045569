import ArgumentParser
import AttestryDomain
import AttestryService

/// How a result is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv
}

/// Which field of a document stands in a column, under which name.
struct Column {
    let name: String
    let path: [String]
    let isInTable: Bool
    let givesWay: Bool

    /// The field of this path; its last part is the name. CSV has every column, a table only some,
    /// and a narrow terminal leaves out those that give way.
    init(_ path: String, inTable: Bool = true, givesWay: Bool = false, name: String? = nil) {
        self.path = path.split(separator: ".").map(String.init)
        self.name = name ?? self.path.last ?? path
        isInTable = inTable
        self.givesWay = givesWay
    }

    func text(in document: JSONValue) -> String {
        path.reduce(document) { $0[$1] }.cell
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

extension Console {
    /// Writes documents in a format: a table, a JSON array or CSV. `quiet` is the column that
    /// `--quiet` leaves.
    func print(
        _ documents: [JSONValue], _ columns: [Column], _ output: OutputOptions, quiet: String
    ) {
        if output.quiet {
            for document in documents { print(document[quiet].cell.visible()) }
            return
        }
        switch output.format {
        case .json: print(JSONValue.array(documents).document)
        case .csv:
            print(Array(CSVWriter.record(columns.map(\.name)).utf8))
            for document in documents {
                print(
                    Array(
                        CSVWriter.record(
                            columns.map { $0.text(in: document).visible(keepingNewlines: true) }
                        ).utf8))
            }
        case .table:
            let shown = columns.filter(\.isInTable)
            let rows = documents.map { document in shown.map { $0.text(in: document).visible() } }
            printTable(shown, rows)
        }
    }

    /// Aligned with a header on a terminal; else tab-separated without one.
    private func printTable(_ columns: [Column], _ rows: [[String]]) {
        guard let terminalWidth else {
            for row in rows { print(row.joined(separator: "\t")) }
            return
        }
        guard !rows.isEmpty else { return }
        var kept = Array(columns.indices)
        func widest(_ index: Int) -> Int {
            ([columns[index].name] + rows.map { $0[index] }).map(\.columns).max() ?? 0
        }
        func total() -> Int { kept.map(widest).reduce(2 * (kept.count - 1), +) }
        while total() > terminalWidth, let place = kept.lastIndex(where: { columns[$0].givesWay }) {
            kept.remove(at: place)
        }
        let header = kept.map { columns[$0].name }
        let rows = rows.map { row in kept.map { row[$0] } }
        var widths = kept.map(widest)
        let gaps = 2 * (widths.count - 1)
        // Codes stand first, and have to be typed: they are cut only when nothing else is left.
        for others in [widths.indices.dropFirst(), widths.indices[...]] {
            while widths.reduce(gaps, +) > terminalWidth,
                let most = others.max(by: { (widths[$0], $0) < (widths[$1], $1) }),
                widths[most] > 6
            {
                widths[most] -= 1
            }
        }
        func line(_ cells: [String], _ style: (String) -> Style?) -> String {
            let last = cells.indices.last
            return cells.indices.map { index in
                let text = cells[index].fitted(to: widths[index])
                let padded = index == last ? text : text.padded(to: widths[index])
                return styled(padded, style(cells[index]))
            }.joined(separator: "  ")
        }
        print(line(header) { _ in .bold })
        for row in rows { print(line(row, Style.of)) }
    }

    /// Writes rows of a screen, indented and aligned; the second cell of each in its colour, the
    /// last cut to the width of a terminal.
    func printAligned(_ rows: [[String]]) {
        let rows = rows.map { $0.map { $0.visible() } }
        guard let columns = rows.first?.count else { return }
        var widths = (0..<columns).map { index in rows.map { $0[index].columns }.max() ?? 0 }
        if let terminalWidth, columns > 2 {
            let taken = 2 + widths.dropLast().map { $0 + 2 }.reduce(0, +)
            widths[1] = min(widths[1], max(10, widths[1] - (taken + 20 - terminalWidth)))
        }
        for row in rows {
            var line = "  "
            for index in 0..<columns - 1 {
                let cell = row[index].fitted(to: widths[index]).padded(to: widths[index]) + "  "
                line += index == 1 ? styled(cell, Style.of(row[index])) : cell
            }
            let room = terminalWidth.map {
                max(12, $0 - 2 - widths.dropLast().map { $0 + 2 }.reduce(0, +))
            }
            print(line + (room.map { row[columns - 1].fitted(to: $0) } ?? row[columns - 1]))
        }
    }

    /// Writes the fields of one document: names and values.
    func printFields(_ fields: [(String, String)]) {
        let fields = fields.filter { !$0.1.isEmpty }
        let width = fields.map(\.0.columns).max() ?? 0
        for (name, value) in fields {
            let text = value.visible()
            if let terminalWidth {
                let lines = text.wrapped(to: max(20, terminalWidth - width - 2))
                let label = styled(name.padded(to: width), .faint)
                let indent = "\n" + String(repeating: " ", count: width + 2)
                print(label + "  " + styled(lines.joined(separator: indent), Style.of(value)))
            } else {
                print(name + "\t" + text)
            }
        }
    }
}

extension String {
    /// The text broken at spaces into lines of at most so many columns.
    func wrapped(to width: Int) -> [String] {
        guard columns > width else { return [self] }
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.columns + 1 + String(word).columns > width {
                lines.append(line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
