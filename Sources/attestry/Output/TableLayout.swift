import AttestryDomain

/// A line of a screen about one thing: what it is about, what it says, and how good that is.
struct ScreenLine {
    let name: String
    let value: Cell

    init(_ name: String, _ value: some JSONConvertible, _ tone: Tone? = nil) {
        self.name = name
        self.value = Cell(value.json.cell, tone)
    }
}

/// Rows aligned under a header within the width of a terminal.
struct TableLayout {
    private let rows: [[Cell]]
    private let widths: [Int]

    /// Columns that give way are left out, from the last on, while the table is too wide; then the
    /// widest are cut.
    init(header: [Cell], givesWay: [Bool], rows: [[Cell]], width: Int) {
        var kept = Array(header.indices)
        let all = [header] + rows
        let widest = header.indices.map { index in all.map { $0[index].text.columns }.max() ?? 0 }
        func total() -> Int { kept.map { widest[$0] }.reduce(2 * (kept.count - 1), +) }
        while total() > width, let place = kept.lastIndex(where: { givesWay[$0] }) {
            kept.remove(at: place)
        }
        var widths = kept.map { widest[$0] }
        let gaps = 2 * (widths.count - 1)
        // Codes stand first, and have to be typed: they are cut only when nothing else is left.
        for others in [widths.indices.dropFirst(), widths.indices[...]] {
            while widths.reduce(gaps, +) > width,
                let most = others.max(by: { (widths[$0], $0) < (widths[$1], $1) }),
                widths[most] > 6
            {
                widths[most] -= 1
            }
        }
        self.rows = all.map { row in kept.map { row[$0] } }
        self.widths = widths
    }

    /// The header and the rows, in colour where the console has it.
    func lines(_ console: Console) -> [String] {
        rows.enumerated().map { index, row in
            row.indices.map { place in
                let text = row[place].text.fitted(to: widths[place])
                let padded = place == row.count - 1 ? text : text.padded(to: widths[place])
                return console.styled(padded, index == 0 ? .bold : Style(row[place].tone))
            }.joined(separator: "  ")
        }
    }
}

extension Console {
    /// Writes rows of a screen, indented and aligned; the last cell of each is cut to the width of
    /// a terminal.
    func printAligned(_ rows: [[Cell]]) {
        let rows = rows.map { $0.map { Cell($0.text.visible(), $0.tone) } }
        guard let columns = rows.first?.count else { return }
        var widths = (0..<columns).map { index in rows.map { $0[index].text.columns }.max() ?? 0 }
        if let terminalWidth, columns > 2 {
            let taken = 2 + widths.dropLast().map { $0 + 2 }.reduce(0, +)
            widths[1] = min(widths[1], max(10, widths[1] - (taken + 20 - terminalWidth)))
        }
        let room = terminalWidth.map {
            max(12, $0 - 2 - widths.dropLast().map { $0 + 2 }.reduce(0, +))
        }
        for row in rows {
            var line = "  "
            for (cell, width) in zip(row, widths).dropLast() {
                let text = cell.text.fitted(to: width).padded(to: width) + "  "
                line += styled(text, Style(cell.tone))
            }
            let last = row[columns - 1].text
            print(line + (room.map { last.fitted(to: $0) } ?? last))
        }
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

extension String {
    /// The text broken at spaces into lines of at most so many columns.
    func wrapped(to width: Int) -> [String] {
        guard columns > width else { return [self] }
        var lines: [String] = []
        var line = ""
        for word in unicodeScalars.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.columns + 1 + String(word).columns > width {
                lines.append(line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + String(word)
            }
        }
        return lines + [line]
    }
}
