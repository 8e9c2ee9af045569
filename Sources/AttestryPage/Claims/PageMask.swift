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
    /// The closing marks that do not come any more.
    var absent: Set<String> = []
    /// Whether the lines are those before the text, one value each.
    var isMeta = false
    /// How far the lines are indented that belong to a value that is no text.
    var skipped: Int?

    init(_ source: [UInt8], isRST: Bool) {
        self.source = source
        self.isRST = isRST
        shown = source
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

    /// Where the bytes of a text stand next, within so many bytes.
    mutating func find(_ text: String, from start: Int, within limit: Int = .max) -> Int? {
        guard !absent.contains(text), let first = text.utf8.first else { return nil }
        let bytes = Array(text.utf8)
        let end = limit == .max ? source.count : min(source.count, start + limit)
        var at = start
        while at < end {
            if source[at] == first, matches(bytes, at) { return at }
            at += 1
        }
        if end == source.count { absent.insert(text) }
        return nil
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
