import AttestryDomain

/// One row of a sheet whose columns are known.
struct ImportRow {
    let columns: SheetColumns
    let record: SheetRecord
    /// What stands in each column, as a field takes it; nil where nothing does.
    var values: [String?]
    /// What is wrong with cells of which no field was asked.
    var wrong: [Problem] = []
    /// Which thing of the registry the row means; nil where nobody can say, or it names another.
    var meaning: RowMeaning?
    /// Columns of which nobody can say what stands in them before something else is mended.
    var undecided: Set<String> = []

    init(columns: SheetColumns, record: SheetRecord) {
        self.columns = columns
        self.record = record
        values = Array(repeating: nil, count: columns.columns.count)
    }

    var place: SheetPlace { record.place }

    /// The text of a column; nil where it is empty or not there.
    subscript(column: String) -> String? {
        columns.places[column].flatMap { values[$0] }
    }

    func needed(_ column: String) throws -> String {
        guard let text = self[column] else {
            throw RegistryError.missing(column, "every row needs it", hint: "fill the column in")
        }
        return text
    }

    /// The code of what the row means, as far as it is known.
    var ownCode: String? { meaning?.code.description ?? self["code"] }

    func code(_ column: String) throws -> Code {
        try Code(needed(column), field: column)
    }

    /// The code of what the row means. Throws `invalid` where nobody can say.
    func means() throws -> Code { try meaning?.code ?? code("code") }

    func day(_ column: String) throws -> CivilDate {
        try CivilDate(needed(column), field: column)
    }

    /// What is filled in, but for some columns.
    func form(without columns: Set<String> = []) -> Form {
        var filled = [String: String](minimumCapacity: values.count)
        for (column, value) in zip(self.columns.columns, values) {
            if let column, let value, !columns.contains(column.name) { filled[column.name] = value }
        }
        if !self.columns.references.isEmpty {
            for (place, _) in self.columns.references {
                filled[self.columns.columns[place]?.name ?? ""] = nil
            }
            filled["ref"] = references
        }
        return Form(filled)
    }

    /// What other systems call it, out of the column `ref` and those of one system each.
    var references: String? {
        let parts = columns.references.compactMap { place, system in
            values[place].map { "\(system)=\($0)" }
        }
        let all = [self["ref"]].compactMap(\.self) + parts
        return all.isEmpty ? nil : all.joined(separator: ";")
    }

    /// What is wrong with the row, each with its place; nothing that only follows from a column
    /// that is missing or a cell that is wrong.
    func placed(_ problems: [Problem]) -> [PlacedProblem] {
        var said = Set(wrong.compactMap(\.field)).union(undecided).union(columns.missing)
        // Days are held against each other: one that is not known says nothing about the rest.
        if !said.isDisjoint(with: columns.days) { said.formUnion(columns.days) }
        // Of a row that is not known as a whole nobody can say that another says the same.
        let isWhole = wrong.isEmpty && undecided.isEmpty
        let others = problems.filter { problem in
            !wrong.contains(problem) && (problem.field.map { !said.contains($0) } ?? isWhole)
        }
        return (wrong + others).map { placed($0) }
    }

    /// A problem with the place of the cell that it is about, else of the row.
    func placed(_ problem: Problem) -> PlacedProblem {
        let index = problem.field.flatMap(column)
        let line = index.flatMap { $0 < record.fields.count ? record.fields[$0].line : nil }
        return PlacedProblem(
            SheetPlace(
                line: place.unit == "row" ? place.line : line ?? place.line, unit: place.unit),
            index.map { ImportTable.place($0, columns.header[$0]) }, problem)
    }

    /// A period that is wrong as a whole stands where it ends; a day may go by the name of its
    /// option.
    private func column(of field: String) -> Int? {
        columns.places[field] ?? columns.places[VersionContent.identifierPrefix + field]
            ?? (field == "ref" ? columns.references.first?.place : nil)
            ?? (field == "period" ? columns.places["period_end"] : nil)
            ?? (field.begins(with: "period_") ? columns.places["period"] : nil)
            ?? columns.places["\(field)_on"]
            ?? (field == "by" ? columns.places["successor"] : nil)
            ?? (field == "on" ? columns.places["occurred_on"] ?? columns.places["done_on"] : nil)
    }
}
