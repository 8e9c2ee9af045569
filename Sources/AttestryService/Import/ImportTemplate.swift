import AttestryDomain
import AttestryStorage

/// A sheet to fill in.
enum ImportTemplate {
    /// What stands beside a row that only shows what goes where: no import records it.
    static let mark = "an example that no import records: write your own rows below"
}

extension ImportKind {
    /// A file to fill in: the columns that a person may fill in, and a row that shows what goes
    /// where, which an import passes over.
    package var template: [UInt8] {
        let shape = shape
        let shown = Dictionary(example.map { ($0.column, $0.value) }) { first, _ in first }
        let own = shape.filledIn.map(\.name)
        let names =
            own + example.map(\.column).filter { !own.contains($0) }
            + (shape.portable.hasDocument ? ["file"] : [])
        return CSVWriter.record(names + [SheetColumns.remarks])
            + CSVWriter.record(names.map { shown[$0] ?? "" } + [ImportTemplate.mark])
    }
}

extension ImportTable {
    /// Whether a record is the one by which a template shows what goes where.
    static func isExample(_ record: SheetRecord, _ header: [String]) -> Bool {
        header.indices.contains { place in
            header[place].begins(with: SheetColumns.remarks) && place < record.fields.count
                && record.fields[place].text.trimmed == ImportTemplate.mark
        }
    }
}
