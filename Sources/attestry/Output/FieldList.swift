import AttestryDomain

extension Console {
    /// Writes a row as fields, one a line, for a person.
    func printFields<Row>(_ row: Row, _ columns: [Column<Row>]) {
        printFields(columns.map { ($0.name, $0.value(row).cell) })
    }

    /// Writes one thing; on a terminal or into a file as its fields.
    func show<Row>(
        _ row: Row, _ columns: [Column<Row>], and others: [String: JSONValue] = [:],
        _ output: OutputOptions, quiet: String
    ) {
        show(row, columns, and: others, output, quiet: quiet) { printFields(row, columns) }
    }
}
