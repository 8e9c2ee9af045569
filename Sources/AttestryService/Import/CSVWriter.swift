/// Writes CSV as RFC 4180 has it.
package enum CSVWriter {
    /// One record with its line end. A cell that a spreadsheet would take for a formula gets an
    /// apostrophe in front (OWASP, CSV injection).
    package static func record(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map {
            "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0)
        }
        let isNumber = Int(text) != nil && !text.hasPrefix("+")
        let safe = isFormula == true && !isNumber ? "'" + text : text
        guard safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
            return safe
        }
        return "\""
            + safe.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
