/// Phrases by their words, for finding the longest one that stands at a place.
struct Phrases<Meaning: Sendable>: Sendable {
    private var steps: [UInt64: Int] = [:]
    private var meanings: [Int: Meaning] = [:]
    private var count = 1

    private static func key(_ node: Int, _ word: Int) -> UInt64 {
        UInt64(node) << 32 | UInt64(UInt32(truncatingIfNeeded: word))
    }

    /// Adds a phrase; `combine` says what it means where it is there already.
    mutating func add(
        _ words: [Int], _ meaning: Meaning, _ combine: (Meaning, Meaning) -> Meaning
    ) {
        var node = 0
        for word in words {
            let key = Self.key(node, word)
            if steps[key] == nil {
                steps[key] = count
                count += 1
            }
            node = steps[key] ?? 0
        }
        meanings[node] = meanings[node].map { combine($0, meaning) } ?? meaning
    }

    /// The longest phrase that begins at a word, and how many words it has.
    func longest(_ words: [PageWord], at start: Int, within gap: PageWord.Gap) -> (
        meaning: Meaning, count: Int
    )? {
        var node = 0
        var found: (Meaning, Int)?
        for at in start..<words.count {
            if at > start, words[at].gap > gap { break }
            guard words[at].id >= 0, let next = steps[Self.key(node, words[at].id)] else { break }
            node = next
            if let meaning = meanings[node] { found = (meaning, at - start + 1) }
        }
        return found
    }

    /// The phrase that consists of exactly these words.
    func exactly(_ words: [Int]) -> Meaning? {
        var node = 0
        for word in words {
            guard let next = steps[Self.key(node, word)] else { return nil }
            node = next
        }
        return meanings[node]
    }
}
