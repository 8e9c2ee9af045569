import AttestryDomain

extension String {
    /// How many columns of a terminal it takes.
    var columns: Int {
        if isPlain { return utf8.count }
        return reduce(0) { $0 + $1.columns }
    }

    /// The text followed by spaces up to so many columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }
}

extension Character {
    /// 2 for an emoji, however many scalars it is made of; else what its scalars take, as a
    /// terminal knows no characters.
    fileprivate var columns: Int {
        let isEmoji = unicodeScalars.first.map { first in
            first.properties.isEmojiPresentation
                || first.properties.isEmoji && unicodeScalars.contains { $0.value == 0xFE0F }
        }
        return isEmoji == true ? 2 : unicodeScalars.reduce(0) { $0 + $1.columns }
    }
}

extension Unicode.Scalar {
    /// 0 for a mark on the letter before, 2 for what East Asian scripts take (UAX #11), else 1.
    fileprivate var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: 0
        default: (0x1160...0x11FF).contains(value) ? 0 : isWide ? 2 : 1
        }
    }

    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
