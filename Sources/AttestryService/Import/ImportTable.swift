import AttestryDomain

/// A CSV file with a header of known columns.
struct ImportTable {
    let rows: [ImportRow]
    /// What is wrong with lines that are no rows, each with its line.
    let problems: [(line: Int, text: String)]

    /// A file of certificates or reports; a column `identifiers.NAME` holds an identifier.
    init(_ bytes: [UInt8], noun: Scheme.Noun) throws {
        let fields = noun == .report ? VersionForm.reportFields : VersionForm.certificateFields
        try self.init(
            bytes, columns: ["code", "scheme", "title", "owner"] + fields,
            needed: ["code", "scheme", "issued_on"], allowsIdentifiers: true)
    }

    /// Throws `invalid` where the file is no CSV, has no header, or a column nobody knows.
    init(
        _ bytes: [UInt8], columns known: [String], needed: [String],
        allowsIdentifiers: Bool = false
    ) throws {
        let records = try CSVReader.records(bytes)
        guard let header = records.first?.map({ $0.text.trimmed }) else {
            throw RegistryError(
                .invalid, "the file is empty", hint: "the first line names the columns")
        }
        let list = known.joined(separator: " ") + (allowsIdentifiers ? " identifiers.NAME" : "")
        for (index, name) in header.enumerated() {
            if header[..<index].contains(name) {
                throw RegistryError(.invalid, "line 1, column \(index + 1): '\(name)' comes twice")
            }
            if !known.contains(name),
                !(allowsIdentifiers && name.hasPrefix(ImportRow.identifierPrefix))
            {
                throw RegistryError(
                    .invalid,
                    "line 1, column \(index + 1): no column is called '\(name.abbreviated)'",
                    hint: known.nearest(to: name).first.map { "did you mean \($0)?" }
                        ?? "columns: \(list)")
            }
        }
        for needed in needed where !header.contains(needed) {
            throw RegistryError(
                .invalid, "line 1: the column '\(needed)' is missing",
                hint: "columns: \(list)")
        }
        let (fitting, others) = (
            records.dropFirst().filter { $0.count == header.count },
            records.dropFirst().filter { $0.count != header.count }
        )
        let places = Dictionary(
            zip(header, header.indices), uniquingKeysWith: { first, _ in first })
        rows = fitting.map { ImportRow(header: header, places: places, record: $0) }
        problems = others.map { record in
            let line = record[0].line
            return (line, "line \(line): \(record.count) fields; the header has \(header.count)")
        }
    }
}

/// One row with its header.
struct ImportRow {
    static let identifierPrefix = "identifiers."
    let header: [String]
    let places: [String: Int]
    let record: [CSVField]

    var line: Int { record[0].line }

    /// The text of a column; nil where it is empty or not there.
    subscript(column: String) -> String? {
        guard let index = places[column] else { return nil }
        let text = record[index].text.trimmed
        return text.isEmpty ? nil : text
    }

    func needed(_ column: String) throws -> String {
        guard let text = self[column] else {
            throw RegistryError.missing(column, "every row needs it", hint: "fill the column in")
        }
        return text
    }

    /// The fields that are filled in, but for some columns.
    func fields(without columns: [String]) -> Fields {
        var values = [String: String](minimumCapacity: header.count)
        for (index, column) in header.enumerated() where !columns.contains(column) {
            let text = record[index].text.trimmed
            if !text.isEmpty { values[column] = text }
        }
        return Fields(given: values)
    }

    var versionForm: VersionForm {
        var form = VersionForm()
        for column in header where !["code", "scheme", "title", "owner"].contains(column) {
            guard let text = self[column] else { continue }
            if column.hasPrefix(Self.identifierPrefix) {
                form.identifiers[String(column.dropFirst(Self.identifierPrefix.count))] = text
            } else {
                form.fields[column] = text
            }
        }
        return form
    }

    /// What is wrong, with the line and column of the field at fault.
    func problem(_ error: RegistryError) -> String {
        let column = error.field.flatMap { field in
            header.firstIndex { $0 == field || $0 == Self.identifierPrefix + field }
                ?? (field.hasPrefix("period") ? header.firstIndex(of: "period") : nil)
        }
        let place = column.map { "line \(record[$0].line), column \($0 + 1)" } ?? "line \(line)"
        return "\(place): \(error.message)" + (error.hint.map { " (\($0))" } ?? "")
    }
}

extension String {
    /// Without spaces at both ends, which spreadsheets like to leave.
    fileprivate var trimmed: String {
        func isSpace(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }
        guard isSpace(utf8.first) || isSpace(utf8.last) else { return self }
        let start = utf8.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? endIndex
        let end = utf8.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
