import AttestryDomain

/// What one walk through all rows of a sheet tells, before any of them is taken.
struct SheetSurvey {
    /// In which order the sheet writes its dates.
    private(set) var dates = SheetDates()
    /// The first place in which something stands in each column without a name.
    private(set) var filled: [Int: SheetPlace] = [:]
    /// The rows by which a template shows what goes where.
    private(set) var examples: Set<SheetPlace> = []
    /// Our columns in which something stands in some row.
    private(set) var used: Set<String> = []
    /// Our columns in which nothing stands in some row.
    private(set) var lacking: Set<String> = []

    /// Our columns by which rows wait for others.
    private static let decisive = ["code", "parent"]

    init(_ sheet: Sheet, _ columns: SheetColumns) throws {
        let days = columns.columns.indices.filter {
            if case .day = columns.columns[$0]?.content { true } else { false }
        }
        let nameless = columns.header.indices.filter { columns.header[$0].isEmpty }
        let decisive = Self.decisive.compactMap { name in
            columns.places[name].map { (name, $0) }
        }
        let isTemplate = columns.header.contains { $0.begins(with: SheetColumns.remarks) }
        guard !days.isEmpty || !nameless.isEmpty || !decisive.isEmpty || isTemplate else { return }
        do {
            try sheet.walk { record in
                if isTemplate, ImportTable.isExample(record, columns.header) {
                    examples.insert(record.place)
                    return
                }
                for index in days where index < record.fields.count {
                    dates.take(record.fields[index].text, at: record.place, index)
                }
                for index in nameless where index < record.fields.count && filled[index] == nil {
                    if !record.fields[index].text.trimmed.isEmpty { filled[index] = record.place }
                }
                for (name, index) in decisive {
                    take(index < record.fields.count ? record.fields[index].text : "", name)
                }
            }
        } catch is UnreadableRecord {
            // The rows are walked once more, and then it is said.
        }
    }

    private mutating func take(_ text: String, _ column: String) {
        let text = text.trimmed
        if text.isEmpty || SheetCells.saysNothing(text) {
            lacking.insert(column)
        } else {
            used.insert(column)
        }
    }
}
