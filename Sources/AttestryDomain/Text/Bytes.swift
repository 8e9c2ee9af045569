extension StringProtocol {
    /// Whether the text begins with these bytes, whatever mark may follow them.
    package func begins(with start: String) -> Bool { utf8.starts(with: start.utf8) }

    /// Whether the text ends with these bytes.
    package func ends(with end: String) -> Bool {
        utf8.reversed().starts(with: end.utf8.reversed())
    }

    /// What stands between the marks in a text, empty parts as well.
    package func parts(at mark: Unicode.Scalar) -> [String] {
        String(self).unicodeScalars.split(separator: mark, omittingEmptySubsequences: false)
            .map { String($0) }
    }

    /// What follows these bytes, where the text begins with them.
    package func after(_ start: String) -> String? {
        guard begins(with: start) else { return nil }
        return String(decoding: utf8.dropFirst(start.utf8.count), as: UTF8.self)
    }

    /// The lines of a text that are not empty, without what ends them.
    package var lines: [String] {
        String(self).unicodeScalars.split { $0.value == 0x0A || $0.value == 0x0D }
            .map { String($0) }
    }
}

extension String {
    /// Without blanks of any kind at both ends, which spreadsheets and web pages like to leave:
    /// spaces, tabs, line ends, and what takes no room at all.
    package var trimmed: String {
        func isInk(_ byte: UInt8?) -> Bool { byte.map { $0 > 0x20 && $0 < 0x7F } ?? true }
        if isInk(utf8.first), isInk(utf8.last) { return self }
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.isBlank }),
            let end = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(scalars[start...end])
    }
}

extension Unicode.Scalar {
    /// Whether nothing is seen of it but room, or less.
    fileprivate var isBlank: Bool {
        switch value {
        case 0x21..<0x7F: false
        case 0x200B, 0x2060, 0xFEFF: true
        default: properties.isWhitespace
        }
    }
}

extension UInt8 {
    /// Whether it is a letter or a digit of ASCII.
    package var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
