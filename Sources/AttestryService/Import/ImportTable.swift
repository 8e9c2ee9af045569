import AttestryDomain

/// A CSV file with a header of known columns.
struct ImportTable {
    let rows: [ImportRow]
    /// What is wrong with lines that are no rows, each with its line.
    let problems: [(line: Int, text: String)]

    /// Throws `invalid` with everything that is wrong with the header, or where the file is no CSV.
    init(_ bytes: [UInt8], _ kind: ImportKind) throws {
        try self.init(
            bytes, kind.columns,
            prefix: kind.evidence == nil ? nil : VersionContent.identifierPrefix, kind: kind)
    }

    /// With a prefix any column that begins with it is known too; of a kind there are columns that
    /// its list has and derives.
    init(
        _ bytes: [UInt8], _ columns: [ImportKind.Column], prefix: String? = nil,
        kind: ImportKind? = nil
    ) throws {
        let records = try CSVReader.records(bytes)
        guard let header = records.first?.map({ $0.text.trimmed }) else {
            throw RegistryError(
                .invalid, "the file is empty", hint: "the first line names the columns")
        }
        try kind?.refuseList(header)
        try RegistryError.check(Self.problems(header, columns, prefix))
        let places = Dictionary(
            zip(header, header.indices), uniquingKeysWith: { first, _ in first })
        rows = records.dropFirst().filter { $0.count == header.count }
            .map { ImportRow(header: header, places: places, record: $0) }
        problems = records.dropFirst().filter { $0.count != header.count }.map { record in
            let line = record[0].line
            return (
                line, "line \(line): \(record.count.of("field")); the header has \(header.count)"
            )
        }
    }

    private static func problems(
        _ header: [String], _ columns: [ImportKind.Column], _ prefix: String?
    ) -> [Problem] {
        let known = columns.map(\.name)
        let list = known.joined(separator: " ") + (prefix.map { " \($0)NAME" } ?? "")
        var problems: [Problem] = []
        for (index, name) in header.enumerated() {
            let place = "line 1, column \(index + 1)"
            if header[..<index].contains(name) {
                problems.append(Problem(nil, "\(place): '\(name.abbreviated)' comes twice"))
            } else if !known.contains(name),
                !(prefix.map { name.utf8.starts(with: $0.utf8) } ?? false)
            {
                problems.append(
                    Problem(
                        nil, "\(place): no column is called '\(name.abbreviated)'",
                        hint: known.nearest(to: name).first.map { "did you mean \($0)?" }
                            ?? "columns: \(list)"))
            }
        }
        for column in columns where column.isNeeded && !header.contains(column.name) {
            problems.append(
                Problem(
                    nil, "line 1: the column '\(column.name)' is missing",
                    hint: "columns: \(list)"))
        }
        return problems
    }
}

/// One row with its header.
struct ImportRow {
    let header: [String]
    let places: [String: Int]
    let record: [CSVField]

    var line: Int { record[0].line }

    /// The text of a column; nil where it is empty or not there.
    subscript(column: String) -> String? {
        guard let index = places[column] else { return nil }
        let text = text(at: index)
        return text.isEmpty ? nil : text
    }

    private func text(at index: Int) -> String {
        let cell = record[index].text
        return SafeCell.meant(cell) ?? cell.trimmed
    }

    func needed(_ column: String) throws -> String {
        guard let text = self[column] else {
            throw RegistryError.missing(column, "every row needs it", hint: "fill the column in")
        }
        return text
    }

    func code(_ column: String) throws -> Code {
        try Code(needed(column), field: column)
    }

    /// What is filled in, but for some columns.
    func form(without columns: Set<String> = []) -> Form {
        var values = [String: String](minimumCapacity: header.count)
        for (index, column) in header.enumerated() where !columns.contains(column) {
            let text = text(at: index)
            if !text.isEmpty { values[column] = text }
        }
        return Form(values)
    }

    /// What is wrong, with the line and column of each field at fault.
    func problems(_ error: RegistryError) -> [(line: Int, text: String)] {
        error.problems.map { problem in
            let column = problem.field.flatMap(column)
            let place = column.map { "line \(record[$0].line), column \($0 + 1)" } ?? "line \(line)"
            let message = problem.message { name in column.map { header[$0] } ?? name }
            return (line, "\(place): \(message)" + (problem.hint.map { " (\($0))" } ?? ""))
        }
    }

    /// A period that is wrong as a whole stands where it ends; a day may go by the name of its
    /// option.
    private func column(of field: String) -> Int? {
        places[field] ?? places[VersionContent.identifierPrefix + field]
            ?? (field == "period" ? places["period_end"] : nil)
            ?? (field.hasPrefix("period_") ? places["period"] : nil)
            ?? places["\(field)_on"] ?? (field == "by" ? places["successor"] : nil)
            ?? (field == "on" ? places["occurred_on"] ?? places["done_on"] : nil)
    }
}
