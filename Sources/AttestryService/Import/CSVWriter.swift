import AttestryDomain

/// Writes CSV as RFC 4180 has it.
package enum CSVWriter {
    /// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
    private static let openings = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)

    /// One record with its line end. A cell that a spreadsheet would take for a formula gets an
    /// apostrophe in front; a negative number is none.
    package static func record(_ cells: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell, to: &bytes)
        }
        return bytes + "\r\n".utf8
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        guard let first = text.unicodeScalars.first else { return }
        let isNumber = first == "-" && Int(text) != nil
        let safe = openings.contains(first) && !isNumber ? "'" + text : text
        if safe.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
            bytes += ("\"" + Syntax.cell.escaped(safe) + "\"").utf8
        } else {
            bytes += safe.utf8
        }
    }
}
