import AttestryDomain

/// Where a page leads: the bytes of an address, as they stand in the source.
struct PageLink {
    let target: Range<Int>
}

/// The addresses in a page.
extension PageMask {
    /// Notes the address that begins at a place and ends before a blank or another one.
    mutating func note(linkFrom start: Int, to end: Int) {
        var start = start
        while start < end, byte(start) <= 0x20 || byte(start) == UInt8(ascii: "<") { start += 1 }
        var last = start
        while last < end, byte(last) > 0x20, byte(last) != UInt8(ascii: ">") { last += 1 }
        if last > start, last - start <= 2_048 { links.append(PageLink(target: start..<last)) }
    }

    /// Notes the addresses among the attributes of a tag.
    mutating func note(linksOfTag range: Range<Int>) {
        for at in range where byte(at) == UInt8(ascii: "=") {
            let isAddress = ["href", "src", "data"].contains { name in
                matches(name, at - name.utf8.count) && byte(at - name.utf8.count - 1) <= 0x20
            }
            guard isAddress else { continue }
            let quote = byte(at + 1)
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                let end = (at + 2..<range.upperBound).first { byte($0) == quote }
                note(linkFrom: at + 2, to: end ?? at + 2)
            } else {
                note(linkFrom: at + 1, to: range.upperBound)
            }
        }
    }

    /// The path of a file beside the page that a link leads to; nil where it leads elsewhere.
    func path(of link: PageLink) -> String? {
        var bytes: [UInt8] = []
        var at = link.target.lowerBound
        while at < link.target.upperBound {
            let byte = source[at]
            if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "?") { break }
            // An address of somewhere else begins with a scheme, or with two slashes.
            if byte == UInt8(ascii: ":"), !bytes.contains(UInt8(ascii: "/")) { return nil }
            let digits = String(decoding: source[at..<min(at + 3, source.count)], as: UTF8.self)
            if byte == UInt8(ascii: "%"), let value = UInt8(digits.dropFirst(), radix: 16) {
                bytes.append(value)
                at += 3
            } else {
                bytes.append(byte)
                at += matches("&amp;", at) ? 5 : 1
            }
        }
        guard !bytes.isEmpty, !bytes.contains(0), !bytes.starts(with: [0x2F, 0x2F]) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
