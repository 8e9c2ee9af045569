/// Why a mention is no claim of the page's owner, now (`rules.md` §10).
struct Standing: OptionSet {
    let rawValue: UInt16

    static let denied = Standing(rawValue: 1 << 0)
    static let planned = Standing(rawValue: 1 << 1)
    static let asked = Standing(rawValue: 1 << 2)
    static let demanded = Standing(rawValue: 1 << 3)
    static let ofOthers = Standing(rawValue: 1 << 4)
    static let explained = Standing(rawValue: 1 << 5)
    static let past = Standing(rawValue: 1 << 6)
    static let referred = Standing(rawValue: 1 << 7)
    /// Nothing in the sentence says that somebody has it.
    static let bare = Standing(rawValue: 1 << 8)
}

/// The sentence around a mention, and what follows from it.
struct Surroundings {
    let text: PageText
    /// The sentence, and the part of it that speaks of the mention.
    let sentence, clause: Range<Int>
    private let mention: Range<Int>
    /// Whether it is the row of a table.
    private let isRow: Bool
    private let section: PageSections.Section
    private let isOwn: (CueHit) -> Bool

    init(
        _ mention: Range<Int>, in text: PageText, _ sections: PageSections
    ) {
        self.text = text
        self.mention = mention
        section = sections.section(of: mention.lowerBound)
        isOwn = { sections.isOwn(text.text($0.range.lowerBound)) }
        let sentence = text.sentence(of: mention)
        isRow = sentence.dropFirst().contains { text.words[$0].gap == .cell }
        self.sentence = sentence
        clause = isRow ? sentence : Self.clause(of: mention, in: sentence, text)
    }

    /// Whether the sentence says that a name is one of former days.
    var isFormer: Bool {
        text.hits(in: clause).contains { $0.cue.contains(.past) && !$0.cue.contains(.verb) }
    }

    /// What speaks against a claim.
    var standing: Standing {
        var standing: Standing = []
        let hits = text.hits(in: clause)
        let cues = hits.reduce(Cue()) { $0.union($1.cue) }
        let wonders = text.cue(at: sentence.lowerBound).contains(.wonders)
        let asks = text.words[sentence.upperBound - 1].asks
        if asks, !wonders || cues.isDisjoint(with: [.document, .owner]) { standing.insert(.asked) }
        if cues.contains(.denies), !(asks && wonders) { standing.insert(.denied) }
        if hits.contains(where: { $0.cue.contains(.plans) && reaches($0) }) {
            standing.insert(.planned)
        }
        if isDemanded(hits) { standing.insert(.demanded) }
        if cues.contains(.past) { standing.insert(.past) }
        if cues.contains(.refers) { standing.insert(.referred) }
        if isOfOthers(hits) { standing.insert(.ofOthers) }
        if isExplained(hits) { standing.insert(.explained) }
        if isBare(cues) { standing.insert(.bare) }
        return standing
    }

    /// Whether what is said before the mention, or behind it up to a comma, is said of it.
    private func reaches(_ hit: CueHit) -> Bool {
        guard hit.range.lowerBound >= mention.upperBound, !isRow else {
            return true
        }
        return !(mention.upperBound...hit.range.lowerBound).contains {
            text.words[$0].gap == .comma
        }
    }

    private func isDemanded(_ hits: [CueHit]) -> Bool {
        if section.cues.contains(.demands), !hasOwner(hits) { return true }
        return hits.contains {
            $0.cue.contains(.demands) && $0.range.lowerBound < mention.lowerBound
        }
    }

    private func hasOwner(_ hits: [CueHit]) -> Bool { hits.contains { $0.cue.contains(.owner) } }

    /// Whether the sentence speaks of the reader, or of those whose services the owner uses.
    private func isOfOthers(_ hits: [CueHit]) -> Bool {
        let own = hits.last {
            $0.cue.contains(.owner) && $0.range.upperBound <= mention.lowerBound
        }
        for hit in hits {
            let isNamed = hit.cue.contains(.named) && !isOwn(hit)
            // Who says `our` last, just before the mention, speaks of what is theirs.
            if let own, own.range.lowerBound > hit.range.lowerBound,
                mention.lowerBound - own.range.upperBound <= 4
            {
                continue
            }
            if hit.cue.contains(.supplier) || isNamed { return true }
            guard hit.cue.contains(.reader) else { continue }
            let isSubject = hit.range.upperBound <= mention.lowerBound
            let follows = hit.range.lowerBound - mention.upperBound
            let isOwned = ["of", "for", "by"].contains(text.text(mention.upperBound))
            if isSubject || isOwned && (0...4).contains(follows) { return true }
        }
        return !section.cues.isDisjoint(with: .supplier) && own == nil
    }

    /// Whether the sentence tells what a scheme is, or what anybody does with it.
    private func isExplained(_ hits: [CueHit]) -> Bool {
        let isOurs = hits.contains {
            $0.cue.contains(.owner) && $0.range.lowerBound < mention.lowerBound
        }
        return hits.contains { hit in
            if hit.cue.contains(.anybody) { return true }
            if isOurs { return false }
            let follows = hit.range.lowerBound - mention.upperBound
            return hit.cue.contains(.explains) && (0...5).contains(follows)
        }
    }

    /// Whether nothing says that somebody has it, and it does not stand on its own: as a heading
    /// above such a sentence, as an item or a cell.
    private func isBare(_ cues: Cue) -> Bool {
        if !cues.isDisjoint(with: Cue.asserts.union([.document, .owner])) { return false }
        let isHeading = text.words[sentence.lowerBound].startsHeading
        if isHeading { return !section.asserts }
        let end = text.words[sentence.upperBound - 1].range.upperBound
        let isWhole = end < text.mask.shown.count && text.mask.shown[end] == UInt8(ascii: ".")
        return sentence.count > 12 || isWhole || cues.contains(.verb)
            || !text.cues(in: section.heading).isDisjoint(with: .refers)
    }

    /// The part of a sentence between the words that turn to something else.
    private static func clause(of mention: Range<Int>, in sentence: Range<Int>, _ text: PageText)
        -> Range<Int>
    {
        func begins(_ at: Int) -> Bool {
            if text.words[at].gap == .clause { return true }
            let cue = text.cue(at: at)
            if cue.contains(.turns) { return true }
            guard cue.contains(.joins) else { return false }
            let next = text.cue(at: at + 1)
            return !next.isDisjoint(with: [.owner, .verb, .denies])
        }
        func ends(_ at: Int) -> Bool {
            begins(at) || text.words[at].gap == .comma && text.cue(at: at).contains(.relative)
        }
        let start = (sentence.lowerBound..<mention.lowerBound).last { begins($0) }
        let last = max(mention.upperBound, sentence.lowerBound)
        let end = last < sentence.upperBound ? (last..<sentence.upperBound).first { ends($0) } : nil
        return (start ?? sentence.lowerBound)..<(end ?? sentence.upperBound)
    }
}

/// The sections of a page by their headings.
struct PageSections {
    struct Section {
        /// The words of its heading, and of all of it.
        let heading, words: Range<Int>
        /// What its heading and that of the page say.
        let cues: Cue
        /// Whether a sentence in it says that the owner has something.
        let asserts: Bool
    }

    private let sections: [Section]
    private let own: Set<String>

    init(_ text: PageText) {
        let starts = [0] + text.headings.filter { $0 > 0 }
        let title = starts.count > 1 ? starts[text.headings.first == 0 ? 0 : 1] : 0
        let titleCues =
            text.words.isEmpty
            ? [] : text.cues(in: text.sentence(of: title..<title + 1)).intersection(.demands)
        own = Self.own(text)
        sections = starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1] : text.words.count
            let range = starts[index]..<max(end, starts[index])
            guard !range.isEmpty else {
                return Section(heading: range, words: range, cues: titleCues, asserts: false)
            }
            let hasHeading = text.words[range.lowerBound].startsHeading
            let sentence = text.sentence(of: range.lowerBound..<range.lowerBound + 1)
            let heading =
                hasHeading ? sentence.clamped(to: range) : range.lowerBound..<range.lowerBound
            let body = heading.upperBound..<range.upperBound
            return Section(
                heading: heading, words: range,
                cues: text.cues(in: heading).intersection([.demands, .supplier]).union(titleCues),
                asserts: text.hits(in: body).contains {
                    !$0.cue.isDisjoint(with: Cue.asserts.union(.owner))
                })
        }
    }

    /// The companies that others use and that own the page: its headings speak of them, or it
    /// speaks of them again and again beside such a one.
    private static func own(_ text: PageText) -> Set<String> {
        var counts: [String: Int] = [:]
        var own: Set<String> = []
        for hit in text.hits where hit.cue.contains(.named) {
            let name = text.text(hit.range.lowerBound)
            let first = text.sentence(of: hit.range).lowerBound
            let isUsed = ["on", "for", "with", "by", "via", "in", "using"]
                .contains(text.text(hit.range.lowerBound - 1))
            if text.words[first].startsHeading, !isUsed { own.insert(name) }
            counts[name, default: 0] += 1
        }
        return own.isEmpty ? [] : own.union(counts.filter { $0.value >= 3 }.keys)
    }

    /// Whether a company that others use owns the page.
    func isOwn(_ name: String) -> Bool { own.contains(name) }

    func section(of word: Int) -> Section {
        var (low, high) = (0, sections.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if sections[middle].words.lowerBound <= word { low = middle } else { high = middle - 1 }
        }
        return sections[low]
    }
}
