extension Unicode.Scalar {
    /// Whether those who show a text act on the scalar or show nothing for it: control characters,
    /// separators of lines, turns of the direction of writing, tags, fillers, noncharacters.
    ///
    /// The joiners U+200C and U+200D and the variation selectors are invisible too, but they are
    /// how Persian, the scripts of India, emoji and names in Japan are written: they stay, alike
    /// in every output.
    package var isHidden: Bool {
        switch value {
        case 0x20..<0x7F: false
        case ..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180E, 0x200B,
            0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0,
            0xFFF0...0xFFFB, 0xFFFE...0xFFFF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
            0xE0000...0xE00FF, 0xE01F0...0xE0FFF:
            true
        default: false
        }
    }

    /// The scalar as people name it: `\n`, `\e`, `<U+202E>`.
    fileprivate var name: String {
        switch self as Unicode.Scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case "\u{1B}": return "\\e"
        default:
            let digits = String(value, radix: 16, uppercase: true)
            return "<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
                + ">"
        }
    }
}

extension String {
    /// Whether it is printable ASCII throughout, so that nothing in it is hidden.
    package var isPlain: Bool { utf8.allSatisfy { (0x20..<0x7F).contains($0) } }

    /// The text with everything hidden shown by its name, for a terminal (`cli.md`, Everywhere).
    package func visible(keepingNewlines: Bool = false) -> String {
        replacingHidden { scalar, _ in scalar == "\n" && keepingNewlines ? "\n" : scalar.name }
    }

    /// The text on one line of at most so many scalars, nothing in it hidden: a blank for what
    /// ends a line or a column, U+FFFD for the rest.
    package func singleLine(of limit: Int) -> String {
        cut(to: limit).replacingHidden { scalar, _ in
            scalar == "\n" || scalar == "\t" || scalar == "\r" ? " " : "\u{FFFD}"
        }
    }

    /// The text with each line break, of whatever kind, as a line feed, the tab kept, and U+FFFD
    /// for everything else that is hidden: what a calendar or a feed may hold.
    package var plainLines: String {
        replacingHidden { scalar, before in
            switch scalar as Unicode.Scalar {
            case "\t": "\t"
            case "\n" where before == "\r": ""
            case "\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{2029}": "\n"
            default: "\u{FFFD}"
            }
        }
    }

    /// The text of at most so many scalars, with an ellipsis where something is missing. Scalars,
    /// as one character may be thousands of bytes.
    package func cut(to limit: Int) -> String {
        let scalars = unicodeScalars
        guard utf8.count > limit else { return self }
        guard limit > 0 else { return "" }
        guard
            let end = scalars.index(startIndex, offsetBy: limit, limitedBy: endIndex),
            end != endIndex
        else { return self }
        return String(scalars[..<scalars.index(before: end)]) + "…"
    }

    /// The longest beginning that fits, taken off scalar by scalar.
    package func beginning(that fits: (String) -> Bool) -> String {
        var text = self
        while !text.isEmpty, !fits(text) { text.unicodeScalars.removeLast() }
        return text
    }

    /// What is put in place of each hidden scalar is told the one before it too.
    private func replacingHidden(
        by name: (_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?) -> String
    ) -> String {
        guard !isPlain, unicodeScalars.contains(where: \.isHidden) else { return self }
        var text = ""
        var before: Unicode.Scalar?
        for scalar in unicodeScalars {
            if scalar.isHidden {
                text += name(scalar, before)
            } else {
                text.unicodeScalars.append(scalar)
            }
            before = scalar
        }
        return text
    }
}
