extension JSONValue {
    /// The canonical bytes of RFC 8785: no white space, keys sorted by UTF-16 code units, and only
    /// the escapes that JSON demands.
    package var canonical: [UInt8] { written(indents: false, showsHidden: false) }

    /// The same document on one line, for programs: what is hidden in a text is escaped, as a
    /// terminal or an editor may show it; an escape is the same text to every reader.
    package var line: [UInt8] { written(indents: false, showsHidden: true) }

    /// The document for standard output: keys sorted, indented by two spaces, what is hidden
    /// escaped, a line feed at the end.
    package var document: [UInt8] { written(indents: true, showsHidden: true) + [0x0A] }

    /// The document as an element of an array that is written element by element.
    package var nested: [UInt8] { written(indents: true, showsHidden: true, depth: 1) }

    /// An object as an element of such an array, its fields in the order of their keys.
    package static func nested(_ fields: some Sequence<(String, JSONValue)>) -> [UInt8] {
        var writer = JSONWriter(indents: true, showsHidden: true, depth: 1)
        writer.write(sorted: fields)
        return writer.bytes
    }

    /// What stands before an element of such an array, after so many others.
    package static func separator(before count: Int) -> [UInt8] {
        Array((count == 0 ? "[\n  " : ",\n  ").utf8)
    }

    /// What stands after so many elements.
    package static func end(of count: Int) -> [UInt8] {
        Array((count == 0 ? "[]\n" : "\n]\n").utf8)
    }

    private func written(indents: Bool, showsHidden: Bool, depth: Int = 0) -> [UInt8] {
        var writer = JSONWriter(indents: indents, showsHidden: showsHidden, depth: depth)
        writer.write(self)
        return writer.bytes
    }
}

/// Writes one document.
private struct JSONWriter {
    let indents: Bool
    let showsHidden: Bool
    var depth: Int
    var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let number): bytes += String(number).utf8
        case .string(let text): write(text)
        case .array(let elements): list("[", "]", elements) { $0.write($1) }
        case .object(let fields):
            let sorted = fields.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            write(sorted: sorted.lazy.map { ($0.key, $0.value) })
        }
    }

    mutating func write(sorted fields: some Sequence<(String, JSONValue)>) {
        list("{", "}", fields) { writer, field in
            writer.write(field.0)
            writer.bytes += (writer.indents ? ": " : ":").utf8
            writer.write(field.1)
        }
    }

    private mutating func list<Elements: Sequence>(
        _ open: String, _ close: String, _ elements: Elements,
        _ writeElement: (inout JSONWriter, Elements.Element) -> Void
    ) {
        bytes += open.utf8
        depth += 1
        var isEmpty = true
        for element in elements {
            if !isEmpty { bytes.append(UInt8(ascii: ",")) }
            isEmpty = false
            breakLine()
            writeElement(&self, element)
        }
        depth -= 1
        if !isEmpty { breakLine() }
        bytes += close.utf8
    }

    private mutating func breakLine() {
        guard indents else { return }
        bytes.append(0x0A)
        bytes += repeatElement(0x20, count: depth * 2)
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        let isPlain = text.withUTF8 { utf8 in
            guard
                utf8.allSatisfy({
                    $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && ($0 < 0x7F || !showsHidden)
                })
            else { return false }
            bytes += utf8
            return true
        }
        if !isPlain { text.unicodeScalars.forEach { write($0) } }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes += #"\""#.utf8
        case "\\": bytes += #"\\"#.utf8
        case "\u{8}": bytes += #"\b"#.utf8
        case "\t": bytes += #"\t"#.utf8
        case "\n": bytes += #"\n"#.utf8
        case "\u{C}": bytes += #"\f"#.utf8
        case "\r": bytes += #"\r"#.utf8
        case _ where scalar.value < 0x20 || showsHidden && scalar.isHidden:
            for unit in String(scalar).utf16 { escape(unit) }
        case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
        default: bytes += String(scalar).utf8
        }
    }

    private mutating func escape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes += (#"\u"# + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
    }
}
