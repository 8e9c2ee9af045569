/// What makes a claim one that a reader can check.
extension PageText {
    /// Whether a block around a mention, its paragraph, row or item, names a day or a number of a
    /// document, or leads to something.
    func isChecked(_ mention: Mention, in block: Range<Int>) -> Bool {
        if hits(in: block).contains(where: { $0.cue.contains(.number) }) { return true }
        if block.contains(where: { isNumbered($0) }) { return true }
        if dates(in: block).contains(where: { !$0.range.overlaps(mention.whole) }) { return true }
        let start = words[block.lowerBound].range.lowerBound
        let end =
            block.upperBound < words.count
            ? words[block.upperBound].range.lowerBound : mask.source.count
        var (low, high) = (0, mask.links.count)
        while low < high {
            let middle = (low + high) / 2
            let isBefore = mask.links[middle].target.lowerBound < start
            (low, high) = isBefore ? (middle + 1, high) : (low, middle)
        }
        return low < mask.links.count && mask.links[low].target.lowerBound < end
    }

    /// Whether a word such as `number` is followed by one with a digit.
    private func isNumbered(_ word: Int) -> Bool {
        guard
            let (cue, count) = book.labels.longest(words, at: word, within: .space),
            cue.contains(.numberLabel)
        else { return false }
        return (word + count..<min(word + count + 3, words.count)).contains { isNumber($0) }
    }
}
