import AttestryDomain

/// The rows of a page's tables, whose columns say what their cells are.
struct PageTables {
    /// A cell with what its column is.
    struct Cell {
        let words: Range<Int>
        let label: Cue
        /// The row that it stands in.
        let row: Range<Int>
    }

    private let text: PageText
    /// The cells of columns that are labelled, in their order.
    private(set) var cells: [Cell] = []

    init(_ text: PageText) {
        self.text = text
        var labels: [Int: Cue] = [:]
        var at = 0
        while at < text.words.count {
            let row =
                at..<(text.words[(at + 1)...].firstIndex { $0.gap == .block }
                ?? text.words.count)
            at = row.upperBound
            guard let parts = cells(of: row) else {
                labels = [:]
                continue
            }
            let own = parts.compactMapValues { text.label($0) }
            guard own.isEmpty else {
                labels = own
                continue
            }
            for (column, words) in parts.sorted(by: { $0.key < $1.key }) {
                guard let label = labels[column] else { continue }
                cells.append(Cell(words: words, label: label, row: row))
            }
        }
    }

    /// The cells of a row by how many marks of cells stand before them; nil where it is no row.
    private func cells(of row: Range<Int>) -> [Int: Range<Int>]? {
        let shown = text.mask.shown
        var start = text.words[row.lowerBound].range.lowerBound
        let least = max(0, start - 1_024)
        var column = 0
        while start > least, shown[start - 1] < 0x1D || shown[start - 1] > 0x1E {
            start -= 1
            if shown[start] == PageMask.cellEnd { column += 1 }
        }
        let isRow = column > 0 || row.dropFirst().contains { text.words[$0].gap == .cell }
        guard isRow else { return nil }
        var parts: [Int: Range<Int>] = [:]
        var last = text.words[row.lowerBound].range.lowerBound
        for word in row {
            let next = text.words[word].range.lowerBound
            column += shown[last..<next].count { $0 == PageMask.cellEnd }
            last = next
            parts[column] = (parts[column]?.lowerBound ?? word)..<word + 1
        }
        return parts
    }
}

extension PageText {
    /// What a cell that consists of a label says that its column holds; nil where it is no label.
    func label(_ cell: Range<Int>) -> Cue? {
        guard let (cue, count) = book.labels.longest(words, at: cell.lowerBound, within: .bracket),
            count == cell.count
        else { return nil }
        return cue
    }
}
