package import AttestryDomain

extension JSONValue {
    /// The canonical bytes of RFC 8785: no white space, keys sorted by UTF-16 code units, and only
    /// the escapes that JSON demands.
    package var canonical: [UInt8] {
        var writer = JSONWriter(indents: false)
        writer.write(self)
        return writer.bytes
    }

    /// The same document for people: two spaces of indent, keys sorted, a line feed at the end.
    package var pretty: [UInt8] {
        var writer = JSONWriter(indents: true)
        writer.write(self)
        return writer.bytes + [0x0A]
    }
}

/// Writes one document, with or without line breaks.
private struct JSONWriter {
    let indents: Bool
    var bytes: [UInt8] = []
    private var depth = 0

    init(indents: Bool) {
        self.indents = indents
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let number): bytes += String(number).utf8
        case .string(let text): write(text)
        case .array(let elements):
            list("[", "]", elements) { $0.write($1) }
        case .object(let fields):
            let sorted = fields.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            write(sorted: sorted.map { ($0.key, $0.value) })
        }
    }

    mutating func write(sorted fields: [(String, JSONValue)]) {
        list("{", "}", fields) { writer, field in
            writer.write(field.0)
            writer.bytes += (writer.indents ? ": " : ":").utf8
            writer.write(field.1)
        }
    }

    private mutating func list<Element>(
        _ open: String, _ close: String, _ elements: [Element],
        _ writeElement: (inout JSONWriter, Element) -> Void
    ) {
        bytes += open.utf8
        depth += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine()
            writeElement(&self, element)
        }
        depth -= 1
        if !elements.isEmpty { breakLine() }
        bytes += close.utf8
    }

    private mutating func breakLine() {
        guard indents else { return }
        bytes.append(0x0A)
        bytes += repeatElement(0x20, count: depth * 2)
    }

    mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        // A terminal acts on these; an escape is the same text to every reader.
        guard !indents || !text.unicodeScalars.contains(where: Self.isActive) else {
            for scalar in text.unicodeScalars {
                if Self.isActive(scalar) {
                    for unit in String(scalar).utf16 { escape(unit) }
                } else {
                    writePlain(String(scalar))
                }
            }
            return
        }
        writePlain(text)
    }

    private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F..<0xA0, 0xAD, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    private mutating func escape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes += (#"\u"# + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
    }

    private mutating func writePlain(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(escaped: UnsafeRawBufferPointer($0)) }
    }
}

extension [UInt8] {
    /// Appends a text as it stands between the quotes of a JSON string.
    mutating func append(escaped text: UnsafeRawBufferPointer) {
        guard text.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
            return append(contentsOf: text)
        }
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): self += #"\""#.utf8
            case UInt8(ascii: "\\"): self += #"\\"#.utf8
            case 0x08: self += #"\b"#.utf8
            case 0x09: self += #"\t"#.utf8
            case 0x0A: self += #"\n"#.utf8
            case 0x0C: self += #"\f"#.utf8
            case 0x0D: self += #"\r"#.utf8
            case 0..<0x20:
                self += #"\u00"#.utf8
                Swift.withUnsafeBytes(of: byte) { append(hexadecimal: $0) }
            default: append(byte)
            }
        }
    }
}
