import AttestryDomain
import AttestryService

/// A line of a screen about one thing: what it is about, what it says, and how good that is.
struct ScreenLine {
    let name: String
    let value: Cell

    init(_ name: String, _ value: some JSONConvertible, _ tone: Tone? = nil) {
        self.name = name
        self.value = Cell(value.json.cell, tone)
    }
}

/// Rows aligned under a header within the width of a terminal. Nothing is cut: what is too wide for
/// its column goes on in the next line, broken at spaces, and a column for which there is no room
/// stands under its row.
struct TableLayout {
    /// The columns that stand side by side, with their widths.
    private let beside: [(index: Int, width: Int)]
    /// The columns that stand under each row.
    private let under: [Int]
    private let header: [String]
    private let rows: [[Cell]]
    private let width: Int

    /// The columns that give way go first, from the last on. A header of empty names is not shown.
    init(header: [String], givesWay: [Bool], rows: [[Cell]], width: Int) {
        (self.header, self.rows, self.width) = (header, rows, width)
        let natural = header.indices.map { index in
            rows.reduce(header[index].columns) { max($0, $1[index].text.columns) }
        }
        let words = header.indices.map { index in
            rows.reduce(header[index].longestPart) { max($0, $1[index].text.longestWord) }
        }
        let comfortable = zip(natural, words).map { min($0, max($1, Self.comfort)) }
        var kept = Array(header.indices)
        func total(_ widths: [Int]) -> Int {
            kept.map { widths[$0] }.reduce(2 * (kept.count - 1), +)
        }
        while total(comfortable) > width, let place = kept.lastIndex(where: { givesWay[$0] }) {
            kept.remove(at: place)
        }
        // A screen has no names that would say what stands under a row: only its last text may.
        let least = header.allSatisfy(\.isEmpty) ? comfortable : words
        while total(least) > width, kept.count > 1 { kept.removeLast() }
        var widths = natural
        while total(widths) > width,
            let widest = kept.filter({ widths[$0] > words[$0] }).max(by: { widths[$0] < widths[$1] }
            )
        {
            widths[widest] -= 1
        }
        beside = kept.map { ($0, widths[$0]) }
        under = header.indices.filter { !kept.contains($0) }
    }

    /// The columns that a text may have before it is better read under its row.
    private static let comfort = 24

    /// The lines of the header, where there is one.
    func headerLines(_ console: Console) -> [String] {
        guard header.contains(where: { !$0.isEmpty }) else { return [] }
        return lines(beside.map { header[$0.index].parts(to: $0.width) }).map { line in
            line.map { console.styled($0, .bold) }.joined(separator: "  ")
        }
    }

    /// The lines of each row, in colour where the console has it.
    func rowLines(_ console: Console) -> [[String]] {
        rows.map { row in
            let tones = beside.map { Style(row[$0.index].tone) }
            let aligned = lines(beside.map { row[$0.index].text.wrapped(to: $0.width) })
            return aligned.map { line in
                zip(line, tones).map(console.styled).joined(separator: "  ")
            } + rest(of: row, console)
        }
    }

    /// The cells of lines that stand side by side, padded but for the last that says something.
    private func lines(_ cells: [[String]]) -> [[String]] {
        (0..<(cells.map(\.count).max() ?? 0)).map { index in
            let texts = cells.map { index < $0.count ? $0[index] : "" }
            let last = texts.lastIndex { !$0.isEmpty } ?? 0
            return texts[...last].enumerated().map { place, text in
                place == last ? text : text.padded(to: beside[place].width)
            }
        }
    }

    /// What stands under a row: each value after the name of its column.
    private func rest(of row: [Cell], _ console: Console) -> [String] {
        let texts = under.filter { !row[$0].text.isEmpty }.map { index in
            header[index].isEmpty ? row[index].text : "\(header[index]): \(row[index].text)"
        }
        var lines: [String] = []
        for text in texts {
            if let last = lines.last, last.columns + 2 + text.columns <= width {
                lines[lines.count - 1] = last + "  " + text
            } else {
                let parts = text.wrapped(to: max(20, width - 4))
                lines += parts.enumerated().map { ($0 == 0 ? "  " : "    ") + $1 }
            }
        }
        return lines.map { console.styled($0, .faint) }
    }
}

extension Console {
    /// Writes a sentence of a screen, its beginning in a style where all of it fits on one line.
    func printSentence(_ beginning: String, _ style: Style?, _ rest: String) {
        let lines = (beginning + rest).wrapped(to: terminalWidth ?? .max)
        guard lines.count > 1 else { return print(styled(beginning, style) + rest) }
        for line in lines { print(line) }
    }

    /// Writes rows of a screen, indented and aligned.
    func printAligned(_ rows: [[Cell]]) {
        for line in aligned(rows).joined() { print(line) }
    }

    /// The lines of each of the rows of a screen, indented and aligned.
    func aligned(_ rows: [[Cell]]) -> [[String]] {
        let rows = rows.map { $0.map { Cell($0.text.visible(), $0.tone) } }
        guard let columns = rows.first?.count else { return [] }
        let layout = TableLayout(
            header: Array(repeating: "", count: columns),
            givesWay: Array(repeating: false, count: columns), rows: rows,
            width: terminalWidth.map { $0 - 2 } ?? .max)
        return layout.rowLines(self).map { $0.map { "  " + $0 } }
    }

    /// Writes the lines of a screen about one thing that say something.
    func printLines(_ lines: [ScreenLine]) {
        let lines = lines.filter { !$0.value.text.isEmpty }
        let width = lines.map(\.name.columns).max() ?? 0
        for line in lines {
            let text = line.value.text.visible()
            guard let terminalWidth else {
                print(line.name + "\t" + text)
                continue
            }
            let parts = text.wrapped(to: max(20, terminalWidth - width - 2))
            let label = styled(line.name.padded(to: width), .faint)
            let indent = "\n" + String(repeating: " ", count: width + 2)
            print(label + "  " + styled(parts.joined(separator: indent), Style(line.value.tone)))
        }
    }

    /// Writes the fields of one document that say neither good nor bad.
    func printFields(_ fields: [(String, String)]) {
        printLines(fields.map { ScreenLine($0.0, $0.1) })
    }
}
