/// A page with all that is no text of it blanked: tags, code, addresses, comments, what programs
/// fill in. Not a byte moves, so that a place in it is a place in the source.
///
/// One pass over the bytes, whatever they hold: a mark that nothing closes is looked for once.
struct PageMask {
    /// Stands where a block ends: a paragraph, an item, a row.
    static let blockEnd: UInt8 = 0x1E
    /// Stands where a cell of a row ends.
    static let cellEnd: UInt8 = 0x1F
    /// Stands before the text of a heading.
    static let heading: UInt8 = 0x1D
    /// Stands for a byte that a word goes on across, such as the mark of a trade name.
    static let nothing: UInt8 = 0x01

    let source: [UInt8]
    /// Whether single backticks quote names rather than code.
    let isRST: Bool
    /// The bytes that are left of it.
    var shown: [UInt8]
    /// Where its comments stand.
    var comments: [Range<Int>] = []
    /// Where it leads.
    var links: [PageLink] = []
    /// Where closing marks stand next, as seen from a place; nil where they do not come any more.
    private var next: [String: (from: Int, at: Int?)] = [:]
    /// Where each opening bracket is closed in its line; -1 where it is not, and for other bytes.
    let closings: [Int32]
    /// Whether the lines are those before the text, one value each.
    var isMeta = false
    /// How far the lines are indented that belong to a value that is no text.
    var skipped: Int?

    init(_ source: [UInt8], isRST: Bool) {
        self.source = source
        self.isRST = isRST
        shown = source
        closings = Self.closings(source)
        var at = source.starts(with: [0xEF, 0xBB, 0xBF]) ? blank(0..<3) : 0
        // Comments and blanks may stand before the values of a page.
        while matches("<!--", at) || byte(at) > 0 && byte(at) <= 0x20 {
            at = max(byte(at) > 0x20 ? step(at) : ink(at), at + 1)
        }
        if isLine("---", at) {
            isMeta = true
            at = blank(at..<lineEnd(at))
        }
        while at < source.count {
            let next = at == 0 || source[at - 1] == 0x0A ? line(at) : at
            // Every step goes on, or the reading would never end.
            at = next > at ? next : max(step(at), at + 1)
        }
    }

    func byte(_ at: Int) -> UInt8 { at >= 0 && at < source.count ? source[at] : 0 }

    /// Blanks a range but for its line feeds; returns its end.
    @discardableResult
    mutating func blank(_ range: Range<Int>) -> Int {
        for at in range.clamped(to: 0..<source.count) where source[at] != 0x0A { shown[at] = 0x20 }
        return range.upperBound
    }

    /// Blanks a range and puts a mark in its place; returns its end.
    mutating func put(_ mark: UInt8, _ range: Range<Int>) -> Int {
        blank(range)
        if range.lowerBound < source.count { shown[range.lowerBound] = mark }
        return range.upperBound
    }

    /// Where the bytes of a text stand next, within so many bytes. What was found once is looked
    /// for again behind that place only.
    mutating func find(_ text: String, from start: Int, within limit: Int = .max) -> Int? {
        var place = next[text]
        if let known = place, known.from > start || known.at.map({ $0 < start }) ?? false {
            place = nil
        }
        let at = place.map(\.at) ?? search(text, from: start)
        if place == nil { next[text] = (start, at) }
        return at.flatMap { limit == .max || $0 - start < limit ? $0 : nil }
    }

    private func search(_ text: String, from start: Int) -> Int? {
        let bytes = Array(text.utf8)
        var at = max(start, 0)
        while at < source.count {
            if source[at] == bytes[0], matches(bytes, at) { return at }
            at += 1
        }
        return nil
    }

    /// The closing bracket of each opening one, line by line.
    private static func closings(_ source: [UInt8]) -> [Int32] {
        var closings = Array(repeating: Int32(-1), count: source.count)
        var open: [Int] = []
        for (at, byte) in source.enumerated() {
            switch byte {
            case UInt8(ascii: "("): open.append(at)
            case UInt8(ascii: ")"): if let start = open.popLast() { closings[start] = Int32(at) }
            case 0x0A: open.removeAll(keepingCapacity: true)
            default: break
            }
        }
        return closings
    }

    /// Whether these bytes stand at a place; letters of ASCII in either case.
    func matches(_ bytes: [UInt8], _ at: Int) -> Bool {
        guard at >= 0, at + bytes.count <= source.count else { return false }
        return bytes.indices.allSatisfy { lowered(source[at + $0]) == lowered(bytes[$0]) }
    }

    func matches(_ text: String, _ at: Int) -> Bool { matches(Array(text.utf8), at) }

    /// Whether a line consists of these bytes and blanks.
    func isLine(_ text: String, _ at: Int) -> Bool {
        guard matches(text, at) else { return false }
        var at = at + text.utf8.count
        while byte(at) == 0x20 || byte(at) == 0x0D { at += 1 }
        return at >= source.count || byte(at) == 0x0A
    }

    /// Where the line feed of a line stands, or the page ends.
    func lineEnd(_ at: Int) -> Int {
        var at = at
        while at < source.count, source[at] != 0x0A { at += 1 }
        return at
    }

    /// The first byte from a place on that is no blank.
    func ink(_ at: Int) -> Int {
        var at = at
        while byte(at) == 0x20 || byte(at) == 0x09 || byte(at) == 0x0D { at += 1 }
        return at
    }

    /// Ends the block before a line.
    mutating func breakBlock(before line: Int) {
        if line > 0 { shown[line - 1] = Self.blockEnd }
    }
}

/// A letter of ASCII as a small one, any other byte as it is.
func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
