package import AttestryDomain

extension JSONValue {
    /// The canonical bytes of RFC 8785: no white space, keys sorted by UTF-16 code units, and only
    /// the escapes that JSON demands.
    package var canonical: [UInt8] {
        var writer = JSONWriter(indents: false)
        writer.write(self)
        return writer.bytes
    }

    /// The canonical form of an object whose keys are sorted already, each with its value.
    package static func canonicalObject(keys: [String], values: [JSONValue]) -> String {
        var writer = JSONWriter(indents: false)
        writer.bytes.reserveCapacity(1024)
        writer.bytes.append(UInt8(ascii: "{"))
        for index in keys.indices {
            if index > 0 { writer.bytes.append(UInt8(ascii: ",")) }
            writer.write(keys[index])
            writer.bytes.append(UInt8(ascii: ":"))
            writer.write(values[index])
        }
        writer.bytes.append(UInt8(ascii: "}"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same document for people: two spaces of indent, keys sorted, a line feed at the end.
    package var pretty: [UInt8] { indented(at: 0) + [0x0A] }

    /// The same document as it stands so many levels deep in another, without a line feed.
    package func indented(at depth: Int) -> [UInt8] {
        var writer = JSONWriter(indents: true, depth: depth)
        writer.write(self)
        return writer.bytes
    }
}

/// Writes one document, with or without line breaks.
private struct JSONWriter {
    let indents: Bool
    var bytes: [UInt8] = []
    private var depth: Int

    init(indents: Bool, depth: Int = 0) {
        self.indents = indents
        self.depth = depth
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
        let isPlain = text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else { return false }
            self.bytes += bytes
            return true
        }
        if !isPlain { writeEscaped(text) }
    }

    private mutating func writeEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case 0x08: bytes += #"\b"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0C: bytes += #"\f"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes +=
                    (#"\u"# + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
            default: bytes.append(byte)
            }
        }
    }
}
