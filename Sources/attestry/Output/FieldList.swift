import AttestryDomain
import AttestryService

extension Console {
    /// Writes a row as fields, one a line, for a person.
    func printFields<Row>(_ row: Row, _ columns: [Column<Row>]) {
        printFields(columns.map { ($0.name, $0.value(row).cell) })
    }

    /// Writes one thing: as JSON with `others` beside its columns, as a line of CSV, or as fields.
    func show<Row>(
        _ row: Row, _ columns: [Column<Row>], and others: [String: JSONValue] = [:],
        _ output: OutputOptions, quiet: String
    ) throws {
        switch output.format {
        case .table where !output.quiet: printFields(row, columns)
        case .json: print(JSONValue(row, columns).adding(others).document)
        default: try print(CollectionOfOne(row), columns, output, quiet: quiet)
        }
    }
}
