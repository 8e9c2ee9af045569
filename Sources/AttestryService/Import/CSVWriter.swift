package import AttestryDomain

/// Writes CSV as RFC 4180 has it.
package enum CSVWriter {
    /// One record with its line end, each cell as ``SafeCell`` has it.
    package static func record(_ cells: [String]) -> [UInt8] {
        record(cells, as: SafeCell.written)
    }

    /// One record with its line end, each cell as the body writes it.
    static func record(_ cells: [String], as written: (String) -> String) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(written(cell), to: &bytes)
        }
        return bytes + "\r\n".utf8
    }

    private static func append(_ safe: String, to bytes: inout [UInt8]) {
        if safe.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
            bytes += ("\"" + Syntax.cell.escaped(safe) + "\"").utf8
        } else {
            bytes += safe.utf8
        }
    }
}

extension JSONValue {
    /// The value as a cell of a table.
    package var cell: String {
        switch self {
        case .null: ""
        case .bool(let flag): flag ? "yes" : "no"
        case .number(let number): String(number)
        case .string(let text): text
        case .array(let elements): elements.map(\.cell).joined(separator: " ")
        case .object(let fields):
            fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.cell)" }
                .joined(separator: " ")
        }
    }
}
