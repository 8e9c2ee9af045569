/// One page of PDF (ISO 32000-1) that holds nothing but a stamp: two lines along the foot.
struct StampPage {
    let lines: [String]

    /// The points of an A4 page; qpdf fits it to the page it lies on.
    private static let (width, height) = (595, 842)

    /// The bytes of the document.
    var bytes: [UInt8] {
        let content = self.content
        let objects: [[UInt8]] = [
            Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
            Array(
                ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(Self.width) \(Self.height)] "
                    + "/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>").utf8),
            Array("<< /Length \(content.count) >>\nstream\n".utf8) + content
                + Array("\nendstream".utf8),
            Array(
                ("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                    + "/Encoding /WinAnsiEncoding >>").utf8),
        ]
        var bytes = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(bytes.count)
            bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = bytes.count
        bytes += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
            bytes += Array("\(padded) 00000 n \n".utf8)
        }
        bytes += Array(
            ("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\n"
                + "startxref\n\(start)\n%%EOF\n").utf8)
        return bytes
    }

    private var content: [UInt8] {
        var bytes = Array("BT\n0.75 0 0 rg\n/F1 8 Tf\n".utf8)
        for (index, line) in lines.enumerated() {
            bytes += Array("1 0 0 1 24 \(22 - 10 * index) Tm\n(".utf8)
            bytes += StampText.escaped(line)
            bytes += Array(") Tj\n".utf8)
        }
        return bytes + Array("ET".utf8)
    }
}

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

    /// Latin-1 without the control characters, which WinAnsiEncoding shares.
    private static func code(of scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x20..<0x7F, 0xA1...0xAC, 0xAE...0xFF: UInt8(scalar.value)
        default: nil
        }
    }
}
