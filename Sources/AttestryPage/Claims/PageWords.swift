/// A word or a number of a page.
struct PageWord {
    /// What stands between a word and the one before it, from the closest to the farthest.
    enum Gap: UInt8, Comparable {
        case none, joint, space, bracket, comma, clause, cell, sentence, block

        static func < (one: Gap, other: Gap) -> Bool { one.rawValue < other.rawValue }
    }

    /// Where it stands in the bytes of the page.
    let range: Range<Int>
    /// Its number in the vocabulary; -1 where nobody asks for it.
    let id: Int
    /// What stands before it.
    let gap: Gap
    /// Whether a heading begins with it.
    let startsHeading: Bool
    /// Whether it is written in capitals, or begins with one.
    let isUpper, isCapital: Bool
    /// Whether a question ends with it.
    var asks = false
}

/// The words that rules ask for, each with a number.
struct Vocabulary {
    private var ids: [UInt64: Int] = [:]

    /// The number of a word, which it is given where it has none.
    mutating func number(_ bytes: ArraySlice<UInt8>) -> Int {
        let hash = Self.hash(bytes)
        let id = ids[hash] ?? ids.count
        ids[hash] = id
        return id
    }

    func known(_ bytes: ArraySlice<UInt8>) -> Int { ids[Self.hash(bytes)] ?? -1 }

    /// FNV-1a over the small letters.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes where byte != PageMask.nothing {
            hash = (hash ^ UInt64(lowered(byte))) &* 0x100_0000_01B3
        }
        return hash
    }
}

/// Cuts the bytes that a mask left into words: letters and digits apart, so that `SOC2` and
/// `SOC 2` are the same two, and a number whole with its dots.
struct PageWords {
    private let bytes: [UInt8]
    private var at = 0
    private var gap = PageWord.Gap.block
    private var startsHeading = false
    private var last: Range<Int>?

    /// The words, by the numbers that a function gives them.
    static func read(_ bytes: [UInt8], _ number: (ArraySlice<UInt8>) -> Int) -> [PageWord] {
        var reader = PageWords(bytes)
        var words: [PageWord] = []
        words.reserveCapacity(bytes.count / 6)
        while let range = reader.next(&words) {
            let slice = bytes[range]
            let letters = slice.lazy.filter { $0 != PageMask.nothing }
            words.append(
                PageWord(
                    range: range, id: number(slice), gap: reader.gap,
                    startsHeading: reader.startsHeading,
                    isUpper: letters.allSatisfy { $0 < 0x61 || $0 > 0x7A },
                    isCapital: slice.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false))
            reader.last = range
            reader.gap = .none
            reader.startsHeading = false
        }
        return words
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ at: Int) -> UInt8 { at < bytes.count ? bytes[at] : 0x20 }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || lowered(byte) >= 0x61 && lowered(byte) <= 0x7A
    }

    private mutating func next(_ words: inout [PageWord]) -> Range<Int>? {
        while at < bytes.count {
            let start = at
            if Self.isDigit(bytes[at]) {
                while Self.isDigit(byte(at))
                    || byte(at) == UInt8(ascii: ".") && Self.isDigit(byte(at + 1))
                {
                    at += 1
                }
                return start..<at
            }
            if Self.isLetter(bytes[at]) {
                while Self.isLetter(byte(at)) || byte(at) == PageMask.nothing
                    || byte(at) == UInt8(ascii: "'") && Self.isLetter(byte(at + 1))
                    || byte(at) == UInt8(ascii: "'") && byte(at + 1) == PageMask.nothing
                {
                    at += 1
                }
                return start..<at
            }
            widen(&words)
            at += 1
        }
        return nil
    }

    /// Takes what stands between two words into the gap.
    private mutating func widen(_ words: inout [PageWord]) {
        let next = byte(at + 1)
        let isOpen = next <= 0x20 || next == UInt8(ascii: "\"") || next == UInt8(ascii: ")")
        let found: PageWord.Gap
        switch bytes[at] {
        case PageMask.heading:
            startsHeading = true
            found = .block
        case PageMask.blockEnd: found = .block
        case PageMask.cellEnd: found = .cell
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "."):
            if bytes[at] == UInt8(ascii: "?"), !words.isEmpty { words[words.count - 1].asks = true }
            found =
                !isOpen ? .joint : bytes[at] == UInt8(ascii: ".") && isShort ? .space : .sentence
        case UInt8(ascii: ";"): found = .clause
        case UInt8(ascii: ":"): found = isOpen ? .clause : .joint
        case UInt8(ascii: "-"), UInt8(ascii: "/"):
            found = at > 0 && bytes[at - 1] <= 0x20 && isOpen ? .clause : .joint
        case UInt8(ascii: ","): found = .comma
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""): found = .bracket
        case PageMask.nothing: found = .none
        case 0...0x20: found = .space
        default: found = .space
        }
        gap = max(gap, found)
    }

    /// Whether the point behind the last word only shortens it.
    private var isShort: Bool {
        guard let last, last.upperBound == at else { return false }
        let word = String(decoding: bytes[last].map(lowered), as: UTF8.self)
        return last.count == 1 && Self.isLetter(bytes[last.lowerBound])
            || ["no", "vers", "ver", "rev", "inc", "ltd", "corp", "co", "st", "nr", "ca", "approx"]
                .contains(word)
            || last.count <= 2 && Self.isDigit(bytes[last.lowerBound])
                && byte(at + 1) == 0x20 && Self.isLetter(byte(at + 2)) && byte(at + 2) >= 0x61
    }
}
