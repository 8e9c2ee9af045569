import AttestryDomain

extension PDFFile {
    /// The names of the files that are embedded. Throws `invalid` where the document is signed, or
    /// shows something else than its pages.
    func attachments() throws -> [String] {
        try numbers.flatMap { number -> [String] in
            let value = try object(number).value
            if value.text.holds("/ByteRange [") || value.text.holds("/FT /Sig") {
                throw QPDF.refusal(
                    "is signed, and a stamp would break the signature",
                    "release it without --watermark")
            }
            if value.text.holds("/NeedsRendering true") {
                throw QPDF.refusal(
                    "is a form (XFA) that its viewer draws in place of the pages",
                    "print it to a PDF, and store that")
            }
            guard value.text.holds("/EF ") else { return [] }
            // Of brackets in brackets each is looked into anew.
            guard value.text.count <= Self.longestOfFiles else { throw QPDF.isTooMuch }
            return value.attachments
        }
    }

    private static let longestOfFiles = 1 << 20
}

extension PDFValue {
    /// The names of the file specifications in it that embed a file (ISO 32000-1 §7.11.3).
    fileprivate var attachments: [String] {
        guard self["/EF"] == nil else {
            return ["'\((self["/UF"] ?? self["/F"])?.string.abbreviated ?? "")'"]
        }
        return entries.flatMap(\.value.attachments) + elements.flatMap(\.attachments)
    }

    /// The text of a string (§7.9.2), well enough to know a file by it.
    var string: String {
        let bytes = text.first == UInt8(ascii: "<") ? hexadecimal : literal
        guard bytes.starts(with: [0xFE, 0xFF]) else {
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        }
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }

    private var hexadecimal: [UInt8] {
        let digits = text.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    private var literal: [UInt8] {
        var bytes: [UInt8] = []
        var rest = text.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            let octal = String(decoding: rest.prefix(3), as: UTF8.self)
            if byte == UInt8(ascii: "\\"), octal.utf8.count == 3, let code = UInt8(octal, radix: 8)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
                bytes.append(escaped)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension ArraySlice<UInt8> {
    /// Whether it holds a text.
    func holds(_ words: String) -> Bool {
        var rest = self
        while let start = rest.firstIndex(of: words.utf8.first ?? 0) {
            if rest[start...].starts(with: words.utf8) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }
}
