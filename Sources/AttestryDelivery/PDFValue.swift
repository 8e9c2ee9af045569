/// A value in the syntax of PDF (ISO 32000-1 §7.3) as qpdf writes it, kept byte by byte and looked
/// into only where something is asked of it: no number and no name becomes another.
struct PDFValue: Hashable {
    let text: ArraySlice<UInt8>

    init(_ text: String) {
        self.text = Array(text.utf8)[...]
    }

    /// The value that a text begins with; nil where the text ends before the value does.
    init?(beginning text: ArraySlice<UInt8>) {
        let text = text.drop(while: Self.isSpace)
        guard let end = Self.read(text)?.end else { return nil }
        self.text = text.prefix(end)
    }

    private init(part: ArraySlice<UInt8>) {
        text = part
    }

    static let (null, nothing) = (PDFValue("null"), PDFValue("<< >>"))

    /// An array of values.
    static func array(_ elements: [PDFValue]) -> PDFValue {
        let inside = Array(elements.map(\.text).joined(separator: [0x20]))
        return PDFValue(part: ("[ ".utf8 + inside + " ]".utf8)[...])
    }

    /// The entries of a dictionary in their order; none of anything else.
    var entries: [(key: PDFValue, value: PDFValue)] {
        guard text.starts(with: "<<".utf8) else { return [] }
        let parts = parts
        return stride(from: 0, to: parts.count - 1, by: 2).map { (parts[$0], parts[$0 + 1]) }
    }

    /// The elements of an array; none of anything else.
    var elements: [PDFValue] { text.first == UInt8(ascii: "[") ? parts : [] }

    /// The value of a dictionary's key; nil where there is none, or `null`.
    subscript(key: String) -> PDFValue? {
        guard text.starts(with: "<<".utf8), let parts = Self.read(text)?.parts else { return nil }
        let key = Array(key.utf8)
        let place = stride(from: 0, to: parts.count - 1, by: 2).first {
            parts[$0].count == key.count && slice(parts[$0]).elementsEqual(key)
        }
        return place.flatMap { PDFValue(part: slice(parts[$0 + 1])).given }
    }

    /// The value unless it is `null`.
    var given: PDFValue? { text.elementsEqual("null".utf8) ? nil : self }

    /// The number, where it is one that a page can be measured by.
    var number: Double? {
        Double(String(decoding: text, as: UTF8.self)).flatMap { abs($0) < 1e9 ? $0 : nil }
    }

    /// The number of the object that it refers to.
    var reference: Int? {
        text.last == UInt8(ascii: "R")
            ? text.firstIndex(of: 0x20).flatMap {
                Int(String(decoding: text[..<$0], as: UTF8.self))
            }
            : nil
    }

    /// The dictionary with other values; a key without a value is left out.
    func with(_ changes: [(key: String, value: PDFValue?)]) -> PDFValue {
        var bytes = Array("<<".utf8)
        for (key, value) in entries
        where !changes.contains(where: { key.text.elementsEqual($0.key.utf8) }) {
            bytes += [0x20] + key.text + [0x20] + value.text
        }
        for (key, value) in changes {
            if let value { bytes += " \(key) ".utf8 + value.text }
        }
        return PDFValue(part: (bytes + " >>".utf8)[...])
    }

    private var parts: [PDFValue] {
        (Self.read(text)?.parts ?? []).map { PDFValue(part: slice($0)) }
    }

    private func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
        text[(text.startIndex + range.lowerBound)..<(text.startIndex + range.upperBound)]
    }

    /// Where the value that a text begins with ends, and what stands between its outermost
    /// brackets, counted from the start of the text; nil where the text ends first.
    private static func read(_ text: ArraySlice<UInt8>) -> (end: Int, parts: [Range<Int>])? {
        text.withUnsafeBufferPointer { bytes in
            var (parts, depth, place): ([Range<Int>], Int, Int) = ([], 0, 0)
            while let (token, kind) = nextToken(of: bytes, from: place) {
                switch kind {
                case .opening:
                    if depth == 1 { parts.append(token) }
                    depth += 1
                case .closing:
                    depth -= 1
                    if depth == 1, let last = parts.popLast() {
                        parts.append(last.lowerBound..<token.upperBound)
                    }
                case .reference where depth == 1 && parts.count > 1:
                    parts.removeLast()
                    parts.append(parts.removeLast().lowerBound..<token.upperBound)
                case .reference, .other:
                    if depth == 1 { parts.append(token) }
                }
                if depth <= 0 { return (token.upperBound, parts) }
                place = token.upperBound
            }
            return nil
        }
    }

    private enum Token { case opening, closing, reference, other }

    private static func nextToken(
        of bytes: UnsafeBufferPointer<UInt8>, from place: Int
    ) -> (Range<Int>, Token)? {
        var start = place
        while start < bytes.count, isSpace(bytes[start]) { start += 1 }
        guard start < bytes.count else { return nil }
        var end = start + 1
        switch bytes[start] {
        case UInt8(ascii: "["): return (start..<end, .opening)
        case UInt8(ascii: "]"): return (start..<end, .closing)
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            guard end < bytes.count else { return nil }
            if bytes[end] == bytes[start] {
                return (start..<(end + 1), bytes[start] == UInt8(ascii: "<") ? .opening : .closing)
            }
            while end < bytes.count, bytes[end - 1] != UInt8(ascii: ">") { end += 1 }
            return bytes[end - 1] == UInt8(ascii: ">") ? (start..<end, .other) : nil
        case UInt8(ascii: "("):
            var depth = 1
            while end < bytes.count, depth > 0 {
                switch bytes[end] {
                case UInt8(ascii: "\\"): end += 1
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"): depth -= 1
                default: break
                }
                end += 1
            }
            return depth == 0 ? (start..<end, .other) : nil
        default:
            while end < bytes.count, !isSpace(bytes[end]), !isDelimiter(bytes[end]) { end += 1 }
            let isReference = bytes[start] == UInt8(ascii: "R") && end == start + 1
            return end < bytes.count ? (start..<end, isReference ? .reference : .other) : nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "("), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
