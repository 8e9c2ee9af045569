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
        var bytes: [UInt8] = []
        var high: UInt8?
        for unit in text.utf8 {
            guard let value = Character(Unicode.Scalar(unit)).hexDigitValue.map({ UInt8($0) })
            else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { return nil }
        self = bytes
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
