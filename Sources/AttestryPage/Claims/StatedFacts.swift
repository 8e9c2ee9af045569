import AttestryDomain

/// What a page says of a claim beside its name: the last day of its validity, its number.
struct StatedFacts {
    struct Fact {
        enum Value {
            /// Said by the dates in these words.
            case end(dates: Range<Int>)
            /// Said by the first word with a digit among these.
            case number(in: Range<Int>)
        }

        /// The claim that it is about.
        let mention: Mention
        /// The words that say it.
        let words: Range<Int>
        let value: Value
    }

    private let text: PageText
    private let sections: PageSections
    private(set) var all: [Fact] = []

    init(_ text: PageText, _ sections: PageSections) {
        self.text = text
        self.sections = sections
        for hit in text.hits {
            if hit.cue.contains(.endsOn) { add(.endsOn, hit.range) }
            if hit.cue.contains(.number) { add(.number, hit.range) }
        }
        // `- Number: IS 1`, `| Valid until | 2028-02-29 |`.
        for word in text.words.indices where text.words[word].gap >= .cell {
            guard let (cue, count) = text.book.labels.longest(text.words, at: word, within: .space),
                word + count < text.words.count,
                [.clause, .cell].contains(text.words[word + count].gap)
            else { continue }
            if cue.contains(.endsLabel) { add(.endsOn, word..<word + count) }
            if cue.contains(.numberLabel) { add(.number, word..<word + count) }
        }
        for cell in PageTables(text).cells {
            guard let mention = mention(in: cell.row, near: cell.words) else { continue }
            let value: Fact.Value =
                cell.label.contains(.endsLabel)
                ? .end(dates: cell.words) : .number(in: cell.words)
            all.append(Fact(mention: mention, words: cell.words, value: value))
        }
    }

    /// What follows a label within a few words.
    private mutating func add(_ cue: Cue, _ label: Range<Int>) {
        let sentence = text.around(label, within: .cell)
        let rest = label.upperBound..<max(label.upperBound, sentence.upperBound)
        guard !rest.isEmpty, let mention = mention(near: label, sentence) else { return }
        let value: Fact.Value =
            cue == .endsOn ? .end(dates: rest.prefix(5)) : .number(in: rest.prefix(4))
        all.append(Fact(mention: mention, words: label, value: value))
    }

    /// The claim that a label is about: the last one before it in its sentence, row or item, else
    /// the first one behind it there, else the last one before it in its section.
    private func mention(near label: Range<Int>, _ sentence: Range<Int>) -> Mention? {
        if let found = mention(in: sentence, near: label) { return found }
        let section = sections.section(of: label.lowerBound).words
        let start = max(section.lowerBound, label.lowerBound - 80)
        return mention(in: start..<max(start, label.lowerBound), near: label)
    }

    private func mention(in range: Range<Int>, near label: Range<Int>) -> Mention? {
        func index(_ word: Int) -> Int? {
            text.mentionAt[word] >= 0 ? Int(text.mentionAt[word]) : nil
        }
        let range = range.clamped(to: max(0, label.lowerBound - 200)..<label.upperBound + 200)
        let before = range.clamped(to: 0..<label.lowerBound).reversed().lazy.compactMap(index).first
        let behind = range.clamped(to: label.upperBound..<text.words.count).lazy
            .compactMap(index).first
        return (before ?? behind).map { text.mentions[$0] }
    }
}
