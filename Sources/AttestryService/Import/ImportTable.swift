import AttestryDomain

/// A sheet whose columns are known.
struct ImportTable {
    let sheet: Sheet
    let columns: SheetColumns
    /// What is wrong with the sheet as a whole, each where it stands.
    let problems: [PlacedProblem]
    /// What a person should know of how it was read.
    let notes: [String]
    private let survey: SheetSurvey
    private let cells: SheetCells
    private let isAmbiguous: Bool

    /// Reads the header, and each row once to see how its dates are written. Throws `invalid` for
    /// what is no sheet at all.
    init(_ source: SheetSource, _ known: KnownColumns) throws {
        let mapping = source.mapping
        sheet = try Sheet(source) { known[mapping[$0] ?? $0] != nil }
        let first = SheetColumns.matching(sheet.header, known, mapping: mapping)
        survey = try SheetSurvey(sheet, first)
        let dates = survey.dates
        columns = SheetColumns.matching(
            sheet.header, known, mapping: mapping, filled: survey.filled)
        notes =
            sheet.notes
            + survey.examples.sorted().map { "\($0) is the example of a template, and passed over" }
        let top = sheet.headerPlace
        var problems = columns.problems.map { column, problem in
            PlacedProblem(top, column.map { Self.place($0, nil) }, problem)
        }
        if let problem = sheet.problem { problems.append(PlacedProblem(nil, nil, problem)) }
        if source.dateForm == nil {
            problems += dates.problems.map { [header = sheet.header] place, column, problem in
                PlacedProblem(place, Self.place(column, header[column]), problem)
            }
        }
        self.problems = problems
        cells = SheetCells(dateForm: source.dateForm ?? dates.onlyForm)
        isAmbiguous = source.dateForm == nil && dates.isAmbiguous
    }

    /// Calls the body with each row, and with what is wrong with records that are none.
    func walk(_ body: (ImportRow) throws -> Void, broken: (PlacedProblem) -> Void) throws {
        do {
            try sheet.walk { record in
                if survey.examples.contains(record.place) { return }
                if let problem = misfit(record) {
                    broken(PlacedProblem(record.place, nil, problem))
                } else {
                    try body(row(record))
                }
            }
        } catch let error as UnreadableRecord {
            broken(PlacedProblem(nil, nil, error.problem))
        }
    }

    /// Whether something stands in a column in some row.
    func isFilled(_ column: String) -> Bool { survey.used.contains(column) }

    /// Whether nothing stands in a column in some row; false where there is no such column.
    func isLacking(_ column: String) -> Bool { survey.lacking.contains(column) }

    private func row(_ record: SheetRecord) -> ImportRow {
        var row = ImportRow(columns: columns, record: record)
        for (index, column) in columns.columns.enumerated() {
            guard let column, index < record.fields.count else { continue }
            do {
                let text = record.fields[index].text
                if isAmbiguous, case .day = column.content, SheetDates.isAmbiguous(text.trimmed) {
                    row.undecided.insert(column.name)
                } else {
                    row.values[index] = try cells.value(text, in: column)
                }
            } catch {
                row.wrong += (error as? RegistryError)?.problems ?? []
            }
        }
        return row
    }

    /// A record that has less than the header is cut off, unless a workbook left empty cells out.
    private func misfit(_ record: SheetRecord) -> Problem? {
        let count = record.fields.count
        let width = columns.header.count
        let isLonger =
            count > width && record.fields[width...].contains { !$0.text.trimmed.isEmpty }
        guard isLonger || count < width && !sheet.isWorkbook else { return nil }
        return Problem(nil, "\(count.of("field")); the header has \(width)")
    }

    /// A column as spreadsheets name it, with its header where that is to be said.
    static func place(_ column: Int, _ header: String?) -> String {
        "column \(SheetPlace.letters(of: column))" + (header.map { " (\($0.abbreviated))" } ?? "")
    }
}

/// What is wrong, where in a sheet it stands, and in which column.
struct PlacedProblem {
    let place: SheetPlace?
    let column: String?
    let problem: Problem

    init(_ place: SheetPlace?, _ column: String?, _ problem: Problem) {
        self.place = place
        self.column = column
        self.problem = problem
    }

    /// The sentence that follows the place, its field under a name where no column is known.
    var words: String {
        let detail = column == nil ? problem.message { $0 } : problem.message { _ in "" }
        guard let column else { return ": \(detail)" }
        return ", \(column)" + ([0x3A, 0x20].contains(detail.utf8.first) ? "" : ": ") + detail
    }

    /// The whole, in one sentence.
    var sentence: String { message + (problem.hint.map { " (\($0))" } ?? "") }

    /// The problem with its place as part of what is said.
    var asOne: Problem {
        // Of a row the hint is said in the same line, as many of them may follow.
        place == nil ? problem : Problem(nil, sentence)
    }

    private var message: String {
        place.map { $0.description + words } ?? problem.message { $0 }
    }
}
