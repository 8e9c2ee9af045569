extension [UInt8] {
    /// Appends bytes as lower-case hexadecimal digits.
    package mutating func append(hexadecimal bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            append(Self.digit(byte >> 4))
            append(Self.digit(byte & 15))
        }
    }

    /// The bytes that a text spells in hexadecimal digits; nil where it spells none.
    package init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

extension Sequence<UInt8> {
    /// The bytes in lower-case hexadecimal digits: the form in which hashes leave the program.
    package var hexadecimal: String {
        var digits: [UInt8] = []
        Array(self).withUnsafeBytes { digits.append(hexadecimal: $0) }
        return String(decoding: digits, as: UTF8.self)
    }
}
