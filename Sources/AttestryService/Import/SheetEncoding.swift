import AttestryDomain

/// How the text of a sheet is written in bytes.
package enum SheetEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case littleEndian = "utf-16le"
    case bigEndian = "utf-16be"
    case windows = "windows-1252"

    /// The encoding of a name in any case, with those by which it is called too. Throws `invalid`.
    package init(named name: String) throws {
        let folded = name.lowercased()
        let others: [String: SheetEncoding] = [
            "utf8": .utf8, "utf-16": .littleEndian, "utf16": .littleEndian, "cp1252": .windows,
            "ansi": .windows, "latin1": .windows, "iso-8859-1": .windows,
        ]
        guard let encoding = SheetEncoding(rawValue: folded) ?? others[folded] else {
            throw RegistryError.invalid(
                "encoding", name, "one of \(Self.words.joined(separator: ", "))")
        }
        self = encoding
    }

    /// The mark that a text in UTF-8 may begin with.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// How many bytes of a text in UTF-8 are no text.
    static func mark(of bytes: [UInt8]) -> Int {
        bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    }

    /// What the first bytes tell: the encoding, and how many bytes of them are no text.
    static func marked(_ bytes: [UInt8]) -> (encoding: SheetEncoding, mark: Int)? {
        if bytes.starts(with: byteOrderMark) { return (.utf8, byteOrderMark.count) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.littleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.bigEndian, 2) }
        guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
        // No file of rows begins with anything but ASCII, or two marks of a script's own.
        if bytes[0] != 0, bytes[1] == 0, bytes[3] == 0 { return (.littleEndian, 0) }
        if bytes[0] == 0, bytes[1] != 0, bytes[2] == 0 { return (.bigEndian, 0) }
        return nil
    }

    /// The bytes as UTF-8: those that are, as they stand, and others without their mark of so many
    /// bytes. Throws `invalid` naming the line where they are not written so.
    func decoded(_ bytes: [UInt8], after mark: Int) throws -> [UInt8] {
        switch self {
        case .utf8:
            if let place = Self.firstInvalid(in: bytes) { throw refusal(bytes, at: place) }
            return bytes
        case .windows:
            return try Self.converted(bytes) { output in
                for byte in bytes { output += Self.windows(byte).utf8 }
            }
        case .littleEndian, .bigEndian:
            guard bytes.count.isMultiple(of: 2) else { throw refusal(bytes, at: bytes.count) }
            let (low, high) = self == .littleEndian ? (0, 1) : (1, 0)
            let units = stride(from: mark, to: bytes.count, by: 2).lazy.map {
                UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + high]) << 8
            }
            return try Self.converted(bytes) { output in
                let isBroken = transcode(
                    units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
                ) { output.append($0) }
                if isBroken { throw refusal(output, at: output.count) }
            }
        }
    }

    /// Where the first byte stands that is no UTF-8; nil where all are.
    static func firstInvalid(in bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    private func refusal(_ bytes: [UInt8], at place: Int) -> RegistryError {
        let line = bytes[..<place].lineEnds + 1
        return RegistryError(
            .invalid, "line \(line): this is not \(rawValue)",
            hint: "--encoding \(self == .utf8 ? "windows-1252" : "utf-8") may be what it is, "
                + "or save it as CSV UTF-8")
    }

    /// A converted file lies beside the file.
    private static func converted(_ bytes: [UInt8], _ body: (inout [UInt8]) throws -> Void) throws
        -> [UInt8]
    {
        guard bytes.count <= 64 << 20 else {
            throw RegistryError(
                .invalid, "the file is larger than 64 MiB and not UTF-8",
                hint: "save it as CSV UTF-8")
        }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        try body(&output)
        return output
    }

    /// What a byte of Windows-1252 stands for (WHATWG Encoding, 9.1).
    private static func windows(_ byte: UInt8) -> Unicode.Scalar {
        (0x80...0x9F).contains(byte) ? Self.middle[Int(byte) - 0x80] : Unicode.Scalar(byte)
    }

    private static let middle = Array(
        ("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ").unicodeScalars)
}
