import AttestryDomain

/// Writes CSV as RFC 4180 has it.
package enum CSVWriter {
    /// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
    private static let openings = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)

    /// One record with its line end. A cell that a spreadsheet would take for a formula gets an
    /// apostrophe in front; a negative number is none.
    package static func record(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return "" }
        let isNumber = first == "-" && Int(text) != nil
        let safe = openings.contains(first) && !isNumber ? "'" + text : text
        return safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) })
            ? "\"" + Syntax.cell.escaped(safe) + "\"" : safe
    }
}
