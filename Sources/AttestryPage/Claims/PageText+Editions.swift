import AttestryDomain

/// Which edition a mention names.
extension PageText {
    /// Reads the edition behind a name: `:2013`, `v4.0`, `Level 1, version 3.2.1`; or before it:
    /// `version 4.0 of`.
    func readEdition(_ mention: inout Mention) {
        let end = mention.range.upperBound
        var at = end
        for step in 0..<7 {
            guard at < words.count, words[at].gap <= .bracket || step > 0 && words[at].gap <= .cell
            else { break }
            let isSaid =
                at > end
                && book.cues.longest(words, at: at - 1, within: .joint)
                    .map { $0.meaning.contains(.version) } ?? false
            if step == 0 || isSaid, let (code, count) = edition(of: mention.name, at, isSaid) {
                mention.edition = code
                mention.whole = mention.range.lowerBound..<at + count
                return
            }
            if at > end, book.names.longest(words, at: at, within: .space) != nil { break }
            at += 1
        }
        let start = mention.range.lowerBound
        guard start >= 3, text(start - 1) == "of" || text(start - 2) == "of" else { return }
        let number = text(start - 1) == "of" ? start - 2 : start - 3
        let isSaid = ["v", "version", "edition"].contains(text(number - 1))
        if isSaid, let (code, _) = edition(of: mention.name, number, true) {
            mention.edition = code
        }
    }

    /// The edition that begins at a word, and how many words it has; one that nobody knows where it
    /// can be nothing else.
    private func edition(of name: SchemeName, _ at: Int, _ isSaid: Bool) -> (String, Int)? {
        for scheme in name.schemes.sorted() {
            for (parts, edition) in book.editions[scheme]
            where parts.indices.allSatisfy({ id(at + $0) == parts[$0] }) {
                return (edition.code, parts.count)
            }
        }
        let isYear = words[at].range.count == 4 && words[at].gap == .joint
        return isNumber(at) && (isSaid || isYear) ? (text(at), 1) : nil
    }
}

extension Scheme {
    /// The last day on which an edition counted, as far as it is known: its own, or that of the
    /// last document issued to it, or that of an edition that came after it.
    func lastDay(ofEdition code: String) -> CivilDate? {
        if editions[code] == nil {
            // What nobody recorded is over where a later one is.
            return editions.values.filter { $0.code.isLater(than: code) }
                .compactMap { lastDay(of: $0, 8) }.min()
        }
        return editions[code].flatMap { lastDay(of: $0, 8) }
    }

    private func lastDay(of edition: Edition, _ depth: Int) -> CivilDate? {
        if let day = edition.retiresOn { return day }
        if let day = edition.lastIssueOn, edition.basis == .issuedOn {
            return validityMonths.map { day.adding(months: $0) }
        }
        guard depth > 0, let next = edition.successor.flatMap({ editions[$0] }) else { return nil }
        return lastDay(of: next, depth - 1)
    }
}

extension String {
    /// Whether a number of parts, a year or a version, is the later one of two.
    fileprivate func isLater(than other: String) -> Bool {
        let (one, two) = (parts(at: ".").map { Int($0) }, other.parts(at: ".").map { Int($0) })
        guard !one.contains(nil), !two.contains(nil) else { return false }
        return two.compactMap { $0 }.lexicographicallyPrecedes(one.compactMap { $0 })
    }
}
