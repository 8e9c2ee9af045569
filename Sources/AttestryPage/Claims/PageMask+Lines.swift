/// What only the start of a line can be.
extension PageMask {
    /// Reads the start of a line; returns where to go on.
    mutating func line(_ at: Int) -> Int {
        var start = ink(at)
        while byte(start) == UInt8(ascii: ">") { start = ink(start + 1) }
        blank(at..<start)
        if isMeta, let next = meta(at, start) { return next }
        switch byte(start) {
        case 0x0A, 0:
            if start < source.count { shown[start] = Self.blockEnd }
            return start + 1
        case UInt8(ascii: "#"):
            breakBlock(before: at)
            var end = start
            while byte(end) == UInt8(ascii: "#") { end += 1 }
            return put(Self.heading, start..<end)
        case UInt8(ascii: "`"), UInt8(ascii: "~"), UInt8(ascii: "-"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "^"), UInt8(ascii: "\""):
            return marked(at, start)
        case UInt8(ascii: "."):
            return directive(at, start)
        case UInt8(ascii: "|"):
            breakBlock(before: at)
            return start
        case UInt8(ascii: "["):
            let end = lineEnd(start)
            // The address of a link, given apart from it.
            if let close = find("]:", from: start, within: min(200, end - start)), close < end {
                note(linkFrom: close + 2, to: end)
                return blank(start..<end)
            }
            return start
        case 48...57:
            var end = start
            while (48...57).contains(byte(end)) { end += 1 }
            if end - start < 4, byte(end) == UInt8(ascii: "."), byte(end + 1) == 0x20 {
                breakBlock(before: at)
                return blank(start..<end + 1)
            }
            return start
        default:
            return start
        }
    }

    /// A line that begins with a mark: a fence around code, a rule, an item of a list.
    private mutating func marked(_ at: Int, _ start: Int) -> Int {
        let mark = byte(start)
        var end = start
        while byte(end) == mark { end += 1 }
        let count = end - start
        if count >= 3, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"),
            !isLine("", end)
                || count >= 3 && mark == UInt8(ascii: "`")
        {
            return fence(mark, at, start)
        }
        if count >= 3, isLine("", end) {
            breakBlock(before: at)
            return put(Self.blockEnd, start..<lineEnd(end))
        }
        guard count == 1, byte(end) == 0x20 || byte(end) == 0x09,
            mark != UInt8(ascii: "="), mark != UInt8(ascii: "\"")
        else { return start }
        breakBlock(before: at)
        return blank(start..<end)
    }

    /// Code between two fences.
    private mutating func fence(_ mark: UInt8, _ at: Int, _ start: Int) -> Int {
        breakBlock(before: at)
        var line = lineEnd(start) + 1
        while line < source.count {
            let first = ink(line)
            let end = lineEnd(first)
            if byte(first) == mark, byte(first + 1) == mark, byte(first + 2) == mark {
                return blank(start..<end)
            }
            line = end + 1
        }
        return blank(start..<source.count)
    }

    /// A directive, a comment or an address of reStructuredText: `.. name:: text`.
    private mutating func directive(_ at: Int, _ start: Int) -> Int {
        guard byte(start + 1) == UInt8(ascii: "."), byte(start + 2) == 0x20 else { return start }
        breakBlock(before: at)
        let end = lineEnd(start)
        let colons = find("::", from: start, within: end - start)
        let isCode = ["code", "raw", "highlight", "parsed-literal", "literalinclude", "sourcecode"]
            .contains { matches($0, start + 3) }
        if colons == nil {
            comments.append(start..<end)
            return blank(start..<end)
        }
        guard isCode else { return blank(start..<(colons ?? start) + 2) }
        let indent = start - at
        var line = end + 1
        while line < source.count {
            let first = ink(line)
            if byte(first) != 0x0A, first < source.count, first - line <= indent { break }
            line = lineEnd(first) + 1
        }
        return blank(start..<min(line, source.count))
    }

    /// A line of the values before the text; nil where it is read as text.
    private mutating func meta(_ at: Int, _ start: Int) -> Int? {
        if isLine("---", start) || isLine("...", start) {
            isMeta = false
            breakBlock(before: at)
            return put(Self.blockEnd, start..<lineEnd(start))
        }
        breakBlock(before: at)
        let indent = start - at
        if let limit = skipped {
            if indent > limit || byte(start) == UInt8(ascii: "-") { return blank(at..<lineEnd(at)) }
            skipped = nil
        }
        // Words by which a page is found, and addresses, say nothing of its owner.
        let silent = [
            "keywords", "tags", "slug", "url", "permalink", "category", "categories", "id", "ms.",
            "image", "layout", "redirect", "author", "parent", "subcollection", "product", "robots",
            "search", "collection", "f1.", "lastupdated", "date",
        ]
        if silent.contains(where: { matches($0, start) }) {
            skipped = indent
            return blank(at..<lineEnd(at))
        }
        return nil
    }
}
