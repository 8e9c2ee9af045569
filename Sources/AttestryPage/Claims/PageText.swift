/// A page as its reader sees it: words, sentences, the schemes mentioned, the cues beside them.
struct PageText {
    let mask: PageMask
    let book: PageBook
    private(set) var words: [PageWord]
    private(set) var mentions: [Mention] = []
    /// The cues in their order.
    private(set) var hits: [CueHit] = []
    /// The cue that begins at each word, and the mention that a word belongs to; -1 for none.
    private(set) var hitAt: [Int32] = []
    private(set) var mentionAt: [Int32] = []
    /// What each word begins to say, also within a name or a longer phrase.
    private var cueAt: [Cue] = []
    /// The words at which headings begin.
    private(set) var headings: [Int] = []
    /// The dates in their order, and the one that begins at each word; -1 for none.
    private var dates: [WordDate] = []
    private var dateAt: [Int32] = []

    init(_ mask: PageMask, _ book: PageBook) {
        self.mask = mask
        self.book = book
        words = PageWords.read(mask.shown) { book.vocabulary.known($0) }
        hitAt = Array(repeating: -1, count: words.count)
        mentionAt = hitAt
        var at = 0
        while at < words.count {
            if words[at].startsHeading { headings.append(at) }
            at = readName(at) ?? readCue(at) ?? at + 1
        }
        cueAt = words.indices.map {
            hitAt[$0] >= 0
                ? hits[Int(hitAt[$0])].cue
                : book.cues.longest(words, at: $0, within: .space)?.meaning ?? []
        }
        dateAt = Array(repeating: -1, count: words.count)
        for word in words.indices {
            guard let date = readDate(at: word) else { continue }
            dateAt[word] = Int32(dates.count)
            dates.append(date)
        }
    }

    // MARK: Reading

    private mutating func readName(_ at: Int) -> Int? {
        guard let (name, count) = book.names.longest(words, at: at, within: .bracket) else {
            return nil
        }
        // SIG and DORA are schemes, sig and Dora are not.
        guard !name.isUpper || words[at].isUpper else { return nil }
        var end = add(name, at..<at + count)
        while let (next, range) = elided(from: at..<at + count, at: end) { end = add(next, range) }
        return end
    }

    private mutating func add(_ name: SchemeName, _ range: Range<Int>) -> Int {
        var mention = Mention(range: range, name: name, edition: nil, whole: range)
        readEdition(&mention)
        for word in mention.whole { mentionAt[word] = Int32(mentions.count) }
        mentions.append(mention)
        return mention.whole.upperBound
    }

    /// The name whose number alone stands there, after one in full: `ISO 27017 and 27018`.
    private func elided(from full: Range<Int>, at start: Int) -> (SchemeName, Range<Int>)? {
        guard full.count > 1, start < words.count, isNumber(full.upperBound - 1) else { return nil }
        var at = start
        if cue(at: at).contains(.joins), words[at].gap <= .comma { at += 1 }
        guard at < words.count, isNumber(at), words[at].gap <= .comma,
            at > start
                || words[at].gap == .comma || words[at].gap == .joint
        else { return nil }
        let ids = full.dropLast().map { words[$0].id }
        for count in [2, 1] where at + count <= words.count {
            let last = (at..<at + count).map { words[$0].id }
            if let name = book.names.exactly(ids + last) { return (name, at..<at + count) }
        }
        return nil
    }

    private mutating func readCue(_ at: Int) -> Int? {
        guard let (cue, count) = book.cues.longest(words, at: at, within: .comma) else {
            return nil
        }
        // May is a month before a number.
        if count == 1, book.months[words[at].id] != nil, isNumber(at + 1) || isNumber(at - 1) {
            return nil
        }
        // A name that begins within a phrase is what the sentence is about.
        if (at + 1..<at + count).contains(where: {
            book.names.longest(words, at: $0, within: .space).map { $0.count > 1 } ?? false
        }) {
            return nil
        }
        hitAt[at] = Int32(hits.count)
        hits.append(CueHit(range: at..<at + count, cue: cue))
        return at + count
    }

    // MARK: Asking

    /// The number of a word in the vocabulary; -1 where there is none.
    func id(_ word: Int) -> Int { words.indices.contains(word) ? words[word].id : -1 }

    /// The date that begins at a word.
    func date(at word: Int) -> WordDate? {
        dateAt[word] >= 0 ? dates[Int(dateAt[word])] : nil
    }

    /// The cue that begins at a word.
    func cue(at word: Int) -> Cue {
        guard word >= 0, word < words.count else { return [] }
        if word < cueAt.count { return cueAt[word] }
        return book.cues.longest(words, at: word, within: .space).map(\.meaning) ?? []
    }

    /// The cues that begin within a range of words.
    func hits(in range: Range<Int>) -> [CueHit] {
        range.compactMap { hitAt[$0] >= 0 ? hits[Int(hitAt[$0])] : nil }
    }

    func cues(in range: Range<Int>) -> Cue { hits(in: range).reduce([]) { $0.union($1.cue) } }

    func isNumber(_ word: Int) -> Bool {
        word >= 0 && word < words.count
            && (0x30...0x39).contains(mask.shown[words[word].range.lowerBound])
    }

    /// A word in small letters.
    func text(_ word: Int) -> String {
        guard word >= 0, word < words.count else { return "" }
        return String(
            decoding: mask.shown[words[word].range].filter { $0 != PageMask.nothing }.map(lowered),
            as: UTF8.self)
    }

    /// What the source says from one word to another, its blanks as one each.
    func quote(_ range: Range<Int>) -> String {
        guard let first = range.first, let last = range.last else { return "" }
        let end = min(words[last].range.upperBound, words[first].range.lowerBound + 240)
        let bytes = mask.shown[words[first].range.lowerBound..<end]
        let parts = bytes.filter { $0 != PageMask.nothing }.split { $0 <= 0x20 }
        return String(decoding: Array(parts.joined(separator: [0x20])), as: UTF8.self)
    }

    /// The words around one up to a farther gap, no more than so many to each side.
    func around(_ range: Range<Int>, within gap: PageWord.Gap, _ limit: Int = 80) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, range.lowerBound - start < limit, words[start].gap <= gap { start -= 1 }
        while end < words.count, end - range.upperBound < limit, words[end].gap <= gap { end += 1 }
        return start..<end
    }

    /// The sentence that a range of words stands in.
    func sentence(of range: Range<Int>) -> Range<Int> { around(range, within: .cell) }
}
