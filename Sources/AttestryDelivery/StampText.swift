/// Text in the encoding of PDF's standard fonts (ISO 32000-1 Annex D, WinAnsiEncoding).
enum StampText {
    /// Whether the standard fonts can show a text as it is.
    static func isShowable(_ text: String) -> Bool {
        text.utf8.count <= 120 && text.unicodeScalars.allSatisfy { code(of: $0) != nil }
    }

    /// The bytes of a literal string; what cannot be shown becomes a question mark.
    static func escaped(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar -> [UInt8] in
            let byte = code(of: scalar) ?? UInt8(ascii: "?")
            let isSpecial = [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\")]
                .contains(byte)
            return isSpecial ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }

    /// The sentences broken at spaces into lines of so many characters; a longer word is broken.
    static func lines(_ sentences: [String], width: Int) -> [String] {
        sentences.flatMap { sentence -> [String] in
            var lines: [String] = []
            var line = ""
            for word in sentence.unicodeScalars.split(separator: " ") {
                var word = word[...]
                if !line.isEmpty, line.unicodeScalars.count + 1 + word.count <= width {
                    line += " \(String(word))"
                    continue
                }
                if !line.isEmpty { lines.append(line) }
                while word.count > width {
                    lines.append(String(word.prefix(width)))
                    word = word.dropFirst(width)
                }
                line = String(word)
            }
            return lines + (line.isEmpty ? [] : [line])
        }
    }

    /// Latin-1 without the control characters, which WinAnsiEncoding shares.
    private static func code(of scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x20..<0x7F, 0xA1...0xAC, 0xAE...0xFF: UInt8(scalar.value)
        default: nil
        }
    }
}
