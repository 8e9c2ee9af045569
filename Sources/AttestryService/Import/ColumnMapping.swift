import AttestryDomain

/// Which of our columns the columns of a sheet are, as a file keeps it: CSV with theirs and ours.
package enum ColumnMapping {
    private static let header = ["theirs", "ours"]

    /// Ours by theirs, of a file. Throws `invalid` where it is no such file.
    package static func columns(_ bytes: [UInt8]) throws -> [String: String] {
        let records = try CSVReader.records(bytes)
        guard records.first?.map(\.text) == header,
            records.allSatisfy({ $0.count == header.count })
        else {
            throw RegistryError(
                .invalid, "mapping: the file does not begin with theirs,ours",
                hint: "--map 'THEIR NAME=ours' --mapping FILE writes one", field: "mapping")
        }
        return Dictionary(
            records.dropFirst().map { record in
                (text(record[0].text), text(record[1].text))
            }, uniquingKeysWith: { $1 })
    }

    /// The file of a mapping.
    package static func file(_ columns: [String: String]) -> [UInt8] {
        CSVWriter.record(header)
            + columns.sorted { $0.key < $1.key }.flatMap { CSVWriter.record([$0.key, $0.value]) }
    }

    private static func text(_ cell: String) -> String { SafeCell.meant(cell) ?? cell.trimmed }
}
