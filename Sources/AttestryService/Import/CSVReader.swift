import AttestryDomain

/// A field of a CSV file with the place it starts at.
package struct CSVField: Hashable, Sendable {
    /// The text, quotes taken off.
    package let text: String
    /// The line it starts on, from 1.
    package let line: Int
}

/// Reads CSV as RFC 4180 has it, record by record: double quotes, line ends of any kind, and a
/// separator that is given.
///
/// Written here because an import has to name the line of each bad field and has to refuse what is
/// malformed; a quote that stays open must not swallow half a file, nor a field all memory.
package struct CSVReader {
    /// How many columns a spreadsheet has at most (ECMA-376, as far as XFD).
    static let mostFields = 16_384
    private static let longestField = 1 << 20

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int
    private var line: Int
    /// How many records were read, lines without any text counted too.
    private(set) var count = 0

    /// Reads UTF-8 from a position on, where a line begins.
    package init(
        _ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ","), from position: Int = 0,
        line: Int = 1
    ) {
        self.bytes = bytes
        self.separator = separator
        self.position = position
        self.line = line
    }

    /// The records of a file in UTF-8, separated by commas. Throws `invalid` naming the line where
    /// the file is not CSV or not UTF-8.
    package static func records(_ bytes: [UInt8]) throws -> [[CSVField]] {
        let mark = SheetEncoding.mark(of: bytes)
        var reader = CSVReader(try SheetEncoding.utf8.decoded(bytes, after: mark), from: mark)
        var records: [[CSVField]] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    /// The next record that is not an empty line; nil at the end. Throws `invalid` naming the line
    /// where the file is not CSV.
    package mutating func next() throws -> [CSVField]? {
        while position < bytes.count {
            count += 1
            if passLineEnd() { continue }
            let record = try record()
            if record.count > 1 || record.first?.text.isEmpty == false { return record }
        }
        return nil
    }

    private mutating func record() throws -> [CSVField] {
        var record: [CSVField] = []
        while true {
            guard record.count < Self.mostFields else {
                throw RegistryError(
                    .invalid, "line \(line): more than \(Self.mostFields) columns",
                    hint: "a sheet has no more; is this the right file?")
            }
            record.append(try field())
            guard position < bytes.count else { return record }
            guard bytes[position] == separator else { break }
            position += 1
            if position == bytes.count {
                record.append(CSVField(text: "", line: line))
                return record
            }
        }
        _ = passLineEnd()
        return record
    }

    /// Passes over the end of a line; false where none is.
    private mutating func passLineEnd() -> Bool {
        let length = bytes.lineEnd(at: position)
        position += length
        line += min(length, 1)
        return length > 0
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
        try check(position - start, line)
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
                    line += content.lineEnds
                    guard position == bytes.count || isEnd(bytes[position]) else {
                        throw RegistryError(
                            .invalid, "line \(line): text after a closing quote",
                            hint: #"write the field as "…" and each quote in it twice"#)
                    }
                    return CSVField(text: String(decoding: content, as: UTF8.self), line: firstLine)
                }
            }
            content.append(byte)
            try check(content.count, firstLine)
        }
        throw RegistryError(
            .invalid, "line \(firstLine): a quote is opened and never closed",
            hint: #"write the field as "…" and each quote in it twice"#)
    }

    private func check(_ length: Int, _ line: Int) throws {
        guard length > Self.longestField else { return }
        throw RegistryError(
            .invalid, "line \(line): a field of more than 1 MiB",
            hint: "is this the right file, and does each quote that opens close?")
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == 0x0A || byte == 0x0D
    }
}
