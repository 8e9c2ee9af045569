import AttestryDomain

/// What differs from the registry.
extension PageRules {
    /// A claim that the registry does not bear out.
    mutating func checkOwn(_ mention: Mention, _ around: Surroundings, _ standing: Standing) {
        guard let own, standing.isEmpty, mention.name.wrong == nil else { return }
        for found in own.differences(mention, around.clause) {
            add(found.rule, found.severity, found.message, mention.whole, right: found.right)
        }
    }

    /// Days and numbers that differ.
    mutating func checkOwnFacts() {
        guard let own else { return }
        for hit in text.hits {
            let section = sections.section(of: hit.range.lowerBound).words
            let start = max(section.lowerBound, hit.range.lowerBound - 80)
            let held = own.nearest(text.mentions, before: hit.range.lowerBound, from: start)
            guard !held.isEmpty else { continue }
            let end = min(hit.range.upperBound + 5, text.words.count)
            if hit.cue.contains(.endsOn),
                let date = text.dates(in: hit.range.upperBound..<end).first,
                case let days = held.compactMap({ $0.content?.expiresOn ?? $0.verdict.end }),
                !days.isEmpty, !days.contains(date.day)
            {
                add(
                    "date_differs", .warning, "\(held[0].code) is valid until \(days[0])",
                    hit.range.lowerBound..<date.range.upperBound, right: days[0].description)
            }
            if hit.cue.contains(.number), let number = text.number(from: hit.range.upperBound),
                case let numbers = held.compactMap(\.content?.number), !numbers.isEmpty,
                !numbers.contains(number.text)
            {
                add(
                    "number_differs", .warning, "\(held[0].code) has the number \(numbers[0])",
                    hit.range.lowerBound..<number.word + 1, right: numbers[0])
            }
        }
    }
}

extension PageText {
    /// A number of a document, with all that stands in it, that comes within a few words.
    fileprivate func number(from start: Int) -> (text: String, word: Int)? {
        for at in start..<min(start + 4, words.count) {
            if at > start, words[at].gap > .clause { return nil }
            guard isNumber(at) || isNumber(at + 1) && words[at + 1].gap <= .joint else { continue }
            var end = words[at].range.lowerBound
            while end < mask.shown.count, mask.shown[end] > 0x20,
                !",;()\"".utf8.contains(mask.shown[end])
            {
                end += 1
            }
            if end > 0, mask.shown[end - 1] == UInt8(ascii: ".") { end -= 1 }
            let bytes = mask.shown[words[at].range.lowerBound..<end]
            let last = words[at...].prefix { $0.range.lowerBound < end }.count
            return (String(decoding: bytes, as: UTF8.self), at + max(last, 1) - 1)
        }
        return nil
    }
}
