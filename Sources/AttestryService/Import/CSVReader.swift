import AttestryDomain

/// A field of a CSV file with the place it starts at.
package struct CSVField: Hashable, Sendable {
    /// The text, quotes taken off.
    package let text: String
    /// The line it starts on, from 1.
    package let line: Int
}

/// Reads CSV as RFC 4180 has it: comma, double quotes, CRLF or LF, a byte order mark allowed.
///
/// Written here because an import has to name the line of each bad field and has to refuse what is
/// malformed; a quote that stays open must not swallow half a file.
package enum CSVReader {
    /// The records of a file. Throws `invalid` naming the line where the file is not CSV or not
    /// UTF-8.
    package static func records(_ bytes: [UInt8]) throws -> [[CSVField]] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RegistryError(.invalid, "the file is not UTF-8", hint: "save it as CSV UTF-8")
        }
        var parser = Parser(bytes: Array(text.utf8.starts(with: bom) ? bytes[3...] : bytes[...]))
        return try parser.parse()
    }

    private static let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
}

private struct Parser {
    let bytes: [UInt8]
    var position = 0
    var line = 1
    var records: [[CSVField]] = []
    var record: [CSVField] = []

    mutating func parse() throws -> [[CSVField]] {
        while position < bytes.count {
            record.append(try field())
            guard position < bytes.count else { break }
            if bytes[position] == UInt8(ascii: ",") {
                position += 1
                if position == bytes.count { record.append(CSVField(text: "", line: line)) }
            } else {
                endRecord()
            }
        }
        if !record.isEmpty { keepRecord() }
        return records
    }

    private mutating func endRecord() {
        if bytes[position] == 0x0D { position += 1 }
        if position < bytes.count, bytes[position] == 0x0A { position += 1 }
        line += 1
        keepRecord()
    }

    /// A line without any text is no record.
    private mutating func keepRecord() {
        if record.count > 1 || record.first?.text.isEmpty == false { records.append(record) }
        record = []
    }

    private mutating func field() throws -> CSVField {
        position < bytes.count && bytes[position] == UInt8(ascii: "\"") ? try quoted() : try plain()
    }

    private mutating func plain() throws -> CSVField {
        let start = position
        while position < bytes.count, !isEnd(bytes[position]) {
            if bytes[position] == UInt8(ascii: "\"") {
                throw RegistryError(
                    .invalid, "line \(line): a quote inside a field that does not begin with one",
                    hint: #"write the field as "…" and each quote in it twice"#)
            }
            position += 1
        }
        return CSVField(text: String(decoding: bytes[start..<position], as: UTF8.self), line: line)
    }

    private mutating func quoted() throws -> CSVField {
        let firstLine = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                if position < bytes.count, bytes[position] == byte {
                    position += 1
                } else {
                    guard position == bytes.count || isEnd(bytes[position]) else {
                        throw RegistryError(.invalid, "line \(line): text after a closing quote")
                    }
                    return CSVField(text: String(decoding: content, as: UTF8.self), line: firstLine)
                }
            } else if byte == 0x0A {
                line += 1
            }
            content.append(byte)
        }
        throw RegistryError(.invalid, "line \(firstLine): a quote is opened and never closed")
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
    }
}
