import AttestryDomain
import Foundation

extension Code {
    /// What a code is made of where only a name is given: its letters in lower case without their
    /// marks, and its digits, with a hyphen between words. Nil where nothing of the name is left.
    static func base(of name: String) -> String? {
        let scalars = name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        var text: [UInt8] = []
        var (hasLetters, losesLetters) = (false, false)
        for scalar in scalars {
            let spelt = spellings[scalar].map { Array($0.utf8) } ?? scalar.asCode.map { [$0] }
            if let spelt {
                text += spelt
                hasLetters = hasLetters || spelt.contains { $0 > 0x39 }
            } else if !scalar.isPartOfWord {
                losesLetters = losesLetters || scalar.properties.isAlphabetic
                if let last = text.last, last != hyphen { text.append(hyphen) }
            }
        }
        let base = cut(text, to: longest)
        return base.isEmpty || losesLetters && !hasLetters ? nil : base
    }

    /// The first of `base`, `base-2` and so on that is not taken. Throws `invalid` where all are.
    static func free(_ base: String, isTaken: (Code) throws -> Bool) throws -> Code {
        for number in 1...100_000 {
            let ending = number == 1 ? "" : "-\(number)"
            let code = try Code(
                cut(Array(base.utf8), to: longest - ending.utf8.count) + ending, field: "code")
            if try !isTaken(code) { return code }
        }
        throw RegistryError.missing("code", "the usual ones are all taken", hint: "give a code")
    }

    private static let longest = 64
    private static let hyphen = UInt8(ascii: "-")

    /// Letters of which no mark can be taken off.
    private static let spellings: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t",
    ]

    private static func cut(_ text: [UInt8], to length: Int) -> String {
        let kept = text.prefix(length)
        let end = kept.lastIndex { $0 != hyphen }.map { $0 + 1 } ?? 0
        return String(decoding: kept[..<end], as: UTF8.self)
    }
}

extension Unicode.Scalar {
    /// The letter or digit as a code has it; nil for all else.
    fileprivate var asCode: UInt8? {
        guard isASCII else { return nil }
        let byte = UInt8(value)
        return byte.isLetterOrDigit ? byte : nil
    }

    /// Whether it parts no words: a mark of a letter, an apostrophe, what nobody sees.
    fileprivate var isPartOfWord: Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark, .format]
            .contains(properties.generalCategory) || ["'", "’", "ʼ"].contains(self)
    }
}
