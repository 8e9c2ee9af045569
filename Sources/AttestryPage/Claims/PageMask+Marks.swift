import AttestryDomain

/// What may stand anywhere in a line.
extension PageMask {
    /// Reads what stands at a place; returns where to go on.
    mutating func step(_ at: Int) -> Int {
        switch source[at] {
        case UInt8(ascii: "<"): tag(at)
        case UInt8(ascii: "{"): braces(at)
        case UInt8(ascii: "`"): code(at)
        case UInt8(ascii: "!") where byte(at + 1) == UInt8(ascii: "["): image(at)
        case UInt8(ascii: "]"): target(at)
        case UInt8(ascii: "&"): entity(at)
        case UInt8(ascii: "h"), UInt8(ascii: "w"), UInt8(ascii: "m"): address(at)
        case UInt8(ascii: "|"): put(Self.cellEnd, at..<at + 1)
        case UInt8(ascii: "["), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "\\"),
            UInt8(ascii: "~"):
            blank(at..<at + 1)
        case 0xC2, 0xE2, 0xEF: scalar(at)
        default: at + 1
        }
    }

    /// Blanks from one place to the end of a closing mark; as much as its first byte where nothing
    /// closes it.
    private mutating func blank(_ at: Int, to close: String, _ isComment: Bool = false) -> Int {
        guard let end = find(close, from: at + 1) else { return blank(at..<at + 1) }
        let range = at..<end + close.utf8.count
        if isComment { comments.append(range) }
        return blank(range)
    }

    private mutating func tag(_ at: Int) -> Int {
        if matches("<!--", at) { return blank(at, to: "-->", true) }
        if matches("<%", at) { return blank(at, to: "%>", byte(at + 2) == UInt8(ascii: "#")) }
        let closes = byte(at + 1) == UInt8(ascii: "/")
        var end = at + (closes ? 2 : 1)
        let start = end
        while byte(end).isLetterOrDigit { end += 1 }
        guard end > start || byte(end) == UInt8(ascii: "!") || byte(end) == UInt8(ascii: "?") else {
            return at + 1
        }
        let name = String(decoding: source[start..<end].map(lowered), as: UTF8.self)
        guard let close = closingBracket(end) else { return blank(at..<at + 1) }
        if !closes { note(linksOfTag: end..<close) }
        let quoted = ["script", "style", "code", "pre", "svg", "template", "kbd", "samp"]
        if !closes, quoted.contains(name), byte(close - 1) != UInt8(ascii: "/"),
            let last = find("</\(name)", from: close)
        {
            return blank(at..<last)
        }
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6", "title", "summary":
            return put(closes ? Self.blockEnd : Self.heading, at..<close + 1)
        case "td", "th", "br": return put(Self.cellEnd, at..<close + 1)
        case "p", "div", "li", "ul", "ol", "tr", "table", "section", "article", "header", "footer",
            "nav", "main", "aside", "blockquote", "dt", "dd", "dl", "figure", "figcaption", "hr",
            "button", "option", "body", "head", "html", "details", "tbody", "thead":
            return put(Self.blockEnd, at..<close + 1)
        default: return blank(at..<close + 1)
        }
    }

    /// Where a tag ends, past what its quotes hold.
    private mutating func closingBracket(_ start: Int) -> Int? {
        guard let first = find(">", from: start) else { return nil }
        var quote: UInt8 = 0
        for at in start..<min(source.count, start + 4_096) {
            let byte = source[at]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                return at
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        return first
    }

    private mutating func braces(_ at: Int) -> Int {
        if matches("{%", at) { return blank(at, to: "%}") }
        if matches("{{", at) { return blank(at, to: "}}") }
        if matches("{/*", at) { return blank(at, to: "*/}", true) }
        guard let close = find("}", from: at, within: 256), !source[at..<close].contains(0x0A)
        else { return blank(at..<at + 1) }
        return blank(at..<close + 1)
    }

    private mutating func code(_ at: Int) -> Int {
        var end = at
        while byte(end) == UInt8(ascii: "`") { end += 1 }
        if isRST, end - at == 1 { return blank(at..<end) }
        let close = String(repeating: "`", count: min(end - at, 8))
        guard let last = find(close, from: end, within: 1_000) else { return blank(at..<end) }
        return blank(at..<last + close.utf8.count)
    }

    /// An image with the words for those who do not see it: they describe the picture.
    private mutating func image(_ at: Int) -> Int {
        guard let close = find("]", from: at, within: 1_000) else { return at + 1 }
        blank(at..<close)
        return target(close)
    }

    /// The address that a link leads to.
    private mutating func target(_ at: Int) -> Int {
        guard byte(at + 1) == UInt8(ascii: "(") else { return blank(at..<at + 1) }
        let close = Int(closings[at + 1])
        guard close >= 0, close - at < 1_024 else { return blank(at..<at + 1) }
        note(linkFrom: at + 2, to: close)
        return blank(at..<close + 1)
    }

    private mutating func entity(_ at: Int) -> Int {
        var end = at + 1
        while end < at + 10, byte(end).isLetterOrDigit || byte(end) == UInt8(ascii: "#") {
            end += 1
        }
        guard byte(end) == UInt8(ascii: ";"), end > at + 1 else { return at + 1 }
        for name in ["&reg;", "&trade;", "&shy;", "&#174;", "&#8482;"] where matches(name, at) {
            for place in at...end { shown[place] = Self.nothing }
            return end + 1
        }
        for name in ["&#8209;", "&ndash;", "&#8211;"] where matches(name, at) {
            return put(UInt8(ascii: "-"), at..<end + 1)
        }
        return blank(at..<end + 1)
    }

    private mutating func address(_ at: Int) -> Int {
        let starts = ["http://", "https://", "www.", "mailto:"]
        guard at == 0 || !byte(at - 1).isLetterOrDigit, starts.contains(where: { matches($0, at) })
        else { return at + 1 }
        var end = at
        while end < source.count, byte(end) > 0x20, !"<>\"'`)]}|".utf8.contains(byte(end)) {
            end += 1
        }
        note(linkFrom: at, to: end)
        return blank(at..<end)
    }

    /// Blanks, dashes, quotes and marks of trade names, which are several bytes each.
    private mutating func scalar(_ at: Int) -> Int {
        let bytes = [byte(at), byte(at + 1), byte(at + 2)]
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0xC2, 0xA0, _): return blank(at..<at + 2)
        case (0xC2, 0xAE, _), (0xC2, 0xAD, _):
            shown[at] = Self.nothing
            shown[at + 1] = Self.nothing
            return at + 2
        case (0xE2, 0x84, 0xA2), (0xEF, 0xBB, 0xBF), (0xE2, 0x80, 0x8B):
            for place in at..<at + 3 { shown[place] = Self.nothing }
            return at + 3
        case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF): return blank(at..<at + 3)
        case (0xE2, 0x80, 0x90...0x93): return put(UInt8(ascii: "-"), at..<at + 3)
        case (0xE2, 0x80, 0x94): return put(UInt8(ascii: ";"), at..<at + 3)
        case (0xE2, 0x80, 0x98...0x99):
            shown[at] = UInt8(ascii: "'")
            shown[at + 1] = Self.nothing
            shown[at + 2] = Self.nothing
            return at + 3
        case (0xE2, 0x80, 0x9C...0x9E): return put(UInt8(ascii: "\""), at..<at + 3)
        case (0xE2, 0x80, 0xA2): return put(Self.cellEnd, at..<at + 3)
        default: return at + 1
        }
    }
}
