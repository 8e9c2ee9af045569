package import AttestryDomain

/// What stands for a name in the book of names.
struct SchemeName: Hashable {
    /// The schemes that go by it: several where it leaves the type open.
    var schemes: Set<Int>
    /// The rule that the name itself breaks.
    var wrong: String?
    /// How a short name must be written to be one.
    var isUpper: Bool
}

/// A scheme at its place on a page.
struct Mention {
    /// The words of its name.
    let range: Range<Int>
    let name: SchemeName
    /// The edition that is named, by its code.
    var edition: String?
    /// The words of name and edition.
    var whole: Range<Int>
}

/// The names and cues to look for, made once from what is known of pages.
package struct PageBook: Sendable {
    let schemes: [Scheme]
    let names: Phrases<SchemeName>
    let cues: Phrases<Cue>
    /// What labels of columns and items say.
    let labels: Phrases<Cue>
    let vocabulary: Vocabulary
    /// The months by the numbers of their names.
    let months: [Int: Int]
    /// The numbers of the words that name a part of a year.
    let parts: Set<Int>
    /// Editions by the numbers of their words, for each scheme.
    let editions: [[(words: [Int], edition: Edition)]]
    /// The newest edition of each scheme.
    let newest: [Edition?]

    package init(_ knowledge: PageKnowledge) {
        let schemes = knowledge.schemes
        var vocabulary = Vocabulary()
        func numbers(_ text: String) -> [Int] {
            PageWords.read(Array(text.utf8)) { vocabulary.number($0) }.map(\.id)
        }
        var names = Phrases<SchemeName>()
        for (index, scheme) in schemes.enumerated() {
            let wrong = scheme.wording.wrongNames.flatMap { rule, names in
                names.map { (Optional(rule), $0) }
            }
            for (rule, text) in scheme.wording.names.map({ (nil, $0) }) + wrong {
                let isShort =
                    text.utf8.count <= 5 && !text.utf8.contains { $0 >= 0x61 || $0 < 0x41 }
                let name = SchemeName(schemes: [index], wrong: rule, isUpper: isShort)
                names.add(numbers(text), name) {
                    SchemeName(
                        schemes: $0.schemes.union($1.schemes), wrong: $0.wrong ?? $1.wrong,
                        isUpper: $0.isUpper && $1.isUpper)
                }
            }
        }
        var (cues, labels) = (Phrases<Cue>(), Phrases<Cue>())
        for wording in knowledge.words {
            let isLabel = [.endsLabel, .numberLabel].contains(wording.cue)
            for phrase in wording.words {
                let read = numbers(phrase)
                let words = read.isEmpty ? [vocabulary.number(Array(phrase.utf8)[...])] : read
                if isLabel {
                    labels.add(words, Cue(wording.cue)) { $0.union($1) }
                } else {
                    cues.add(words, Cue(wording.cue)) { $0.union($1) }
                }
            }
        }
        var months: [Int: Int] = [:]
        for (index, names) in MonthNames.all.enumerated() {
            for name in names { months[vocabulary.number(Array(name.utf8)[...])] = index + 1 }
        }
        editions = schemes.map { scheme in
            scheme.editions.values.flatMap { edition in
                ([edition.code] + edition.names).map { (numbers($0), edition) }
            }.sorted { $0.words.count > $1.words.count }
        }
        newest = schemes.map { scheme in scheme.editionCodes.last.flatMap { scheme.editions[$0] } }
        parts = Set(PageText.parts.map { vocabulary.number(Array($0.utf8)[...]) })
        self.schemes = schemes
        self.names = names
        self.cues = cues
        self.labels = labels
        self.vocabulary = vocabulary
        self.months = months
    }

    /// A text in small letters, cut as the words of a page are.
    static func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return PageWords.read(bytes) { _ in -1 }.map {
            String(decoding: bytes[$0.range].map(lowered), as: UTF8.self)
        }
    }
}
