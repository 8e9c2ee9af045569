extension String {
    /// The text with everything made visible that a terminal would act on: control characters,
    /// escape sequences, and the marks that turn the direction of writing (`cli.md`, Everywhere).
    func visible(keepingNewlines: Bool = false) -> String {
        guard unicodeScalars.contains(where: { $0.isHidden }) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            if scalar == "\n", keepingNewlines {
                text.unicodeScalars.append(scalar)
            } else if scalar.isHidden {
                text += scalar.shown
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// How many columns of a terminal it takes.
    var columns: Int {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return utf8.count }
        return reduce(0) { $0 + $1.columns }
    }

    /// The text cut to so many columns, with an ellipsis where something is missing.
    func fitted(to width: Int) -> String {
        guard columns > width else { return self }
        var text = ""
        var used = 0
        for character in self {
            let next = String(character).columns
            guard used + next < width else { break }
            text.append(character)
            used += next
        }
        return text + "…"
    }

    /// The text followed by spaces up to so many columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }
}

extension Character {
    /// 0 for a lone combining mark, 2 for what East Asian scripts and emoji take (UAX #11), else 1.
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        let isEmoji =
            first.properties.isEmojiPresentation
            || unicodeScalars.contains { $0.value == 0xFE0F } && first.properties.isEmoji
        return isEmoji || first.isWide ? 2 : 1
    }
}

extension Unicode.Scalar {
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }

    fileprivate var isHidden: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
            0x2060...0x206F,
            0xFEFF, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    fileprivate var shown: String {
        switch value {
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        case 0x1B: "\\e"
        default: "<U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + ">"
        }
    }

    private var hex: String { String(value, radix: 16, uppercase: true) }
}
