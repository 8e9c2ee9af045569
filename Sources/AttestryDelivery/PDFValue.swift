/// A value in the JSON of qpdf (version 2), kept as it is written there and looked into only where
/// something is asked of it.
struct PDFValue: Equatable {
    /// The JSON, without white space around it.
    let text: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
        let start = text.firstIndex { $0 > 0x20 } ?? text.endIndex
        let end = text.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
        self.text = text[start..<end]
    }

    /// The entries of a dictionary in their order; none of anything else.
    var entries: [(key: String, value: PDFValue)] {
        guard text.first == UInt8(ascii: "{") else { return [] }
        return parts.compactMap { part in
            guard let end = part.text.dropFirst().firstIndex(of: UInt8(ascii: "\"")),
                let colon = part.text[end...].firstIndex(of: UInt8(ascii: ":"))
            else { return nil }
            let key = part.text[..<end].dropFirst()
            return (String(decoding: key, as: UTF8.self), PDFValue(part.text[(colon + 1)...]))
        }
    }

    /// The elements of an array; none of anything else.
    var elements: [PDFValue] { text.first == UInt8(ascii: "[") ? parts : [] }

    /// The value of a dictionary's key; nil where there is none, or `null`.
    subscript(key: String) -> PDFValue? {
        entries.first { $0.key == key }.flatMap { $0.value.isNull ? nil : $0.value }
    }

    /// The number, where it is one that a page can be measured by.
    var number: Double? {
        Double(String(decoding: text, as: UTF8.self)).flatMap { abs($0) < 1e9 ? $0 : nil }
    }

    /// The text between its quotation marks, as qpdf wrote it; nil of anything else.
    var string: String? {
        text.first == UInt8(ascii: "\"")
            ? String(decoding: text.dropFirst().dropLast(), as: UTF8.self) : nil
    }

    /// Whether its JSON holds a text, which must not be empty.
    func holds(_ other: String) -> Bool {
        let wanted = Array(other.utf8)
        return text.withUnsafeBufferPointer { bytes in
            bytes.indices.dropLast(wanted.count - 1).contains { index in
                bytes[index] == wanted[0] && bytes[index...].starts(with: wanted)
            }
        }
    }

    var isNull: Bool { text.elementsEqual("null".utf8) }

    /// What stands between the outermost brackets, divided at the commas.
    private var parts: [PDFValue] {
        var cuts: [Int] = []
        text.withUnsafeBufferPointer { bytes in
            var depth = 0
            var isQuoted = false
            var isEscaped = false
            for (index, byte) in bytes.enumerated() {
                switch byte {
                case _ where isEscaped: isEscaped = false
                case UInt8(ascii: "\\"): isEscaped = isQuoted
                case UInt8(ascii: "\""): isQuoted.toggle()
                case _ where isQuoted: break
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    if depth == 1 { cuts.append(index) }
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 1 { cuts.append(index) }
                    depth -= 1
                case UInt8(ascii: ","): if depth == 1 { cuts.append(index) }
                default: break
                }
            }
        }
        return zip(cuts, cuts.dropFirst()).map { from, to in
            PDFValue(text[(text.startIndex + from + 1)..<(text.startIndex + to)])
        }.filter { !$0.text.isEmpty }
    }
}
