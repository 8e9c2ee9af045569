import AttestryDomain

/// The last day of a date that words name, and how many they are.
typealias WordDate = (day: CivilDate, count: Int)

/// The dates that sentences name.
extension PageText {
    /// The words that a part of a year begins with.
    static let parts = ["q", "h", "quarter", "mid", "early", "late"]

    /// Reads a date that begins at a word: a day, a month, a quarter, half a year, a year.
    func readDate(at start: Int) -> WordDate? {
        guard start < words.count, mentionAt[start] < 0 else { return nil }
        if let month = book.months[words[start].id] {
            guard isNumber(start + 1) else { return nil }
            if let year = year(start + 1) { return lastDay(year, month).map { ($0, 2) } }
            let skip = ordinal(start + 2) ? 1 : 0
            if let year = year(start + 2 + skip), let day = Int(text(start + 1)) {
                return CivilDate(year: year, month: month, day: day).map { ($0, 3 + skip) }
            }
            return nil
        }
        if book.parts.contains(words[start].id) { return part(at: start) }
        guard isNumber(start) else { return nil }
        return written(at: start)
    }

    private func year(_ word: Int) -> Int? {
        guard isNumber(word), let year = Int(text(word)), (2000...2099).contains(year) else {
            return nil
        }
        return year
    }

    private func ordinal(_ word: Int) -> Bool {
        word < words.count && ["st", "nd", "rd", "th", "er"].contains(text(word))
    }

    private func lastDay(_ year: Int, _ month: Int) -> CivilDate? {
        CivilDate(year: year, month: month, day: 1)?.adding(months: 1).dayBefore
    }

    /// `Q3 2025`, `H1 of 2025`, `mid 2025`.
    private func part(at start: Int) -> (CivilDate, Int)? {
        let number = isNumber(start + 1) ? Int(text(start + 1)) ?? 0 : 0
        let name = text(start)
        if let year = year(start + 1) {
            let month = ["early": 4, "mid": 8, "late": 12][name]
            return month.flatMap { lastDay(year, $0) }.map { ($0, 2) }
        }
        let month = name == "h" ? number * 6 : number * 3
        let skip = text(start + 2) == "of" ? 1 : 0
        guard (3...12).contains(month), let year = year(start + 2 + skip) else { return nil }
        return lastDay(year, month).map { ($0, 3 + skip) }
    }

    /// A date that begins with a number.
    private func written(at start: Int) -> (CivilDate, Int)? {
        if let year = year(start) {
            if isNumber(start + 1), words[start + 1].gap == .joint, isNumber(start + 2),
                words[start + 2].gap == .joint, let month = Int(text(start + 1)),
                let day = Int(text(start + 2)),
                let date = CivilDate(year: year, month: month, day: day)
            {
                return (date, 3)
            }
            return lastDay(year, 12).map { ($0, 1) }
        }
        let parts = text(start).parts(at: ".").map { Int($0) ?? 0 }
        if parts.count == 3, parts[2] >= 2000 {
            return CivilDate(year: parts[2], month: parts[1], day: parts[0]).map { ($0, 1) }
        }
        let skip = ordinal(start + 1) ? 1 : 0
        if start + 1 + skip < words.count, let month = book.months[words[start + 1 + skip].id],
            let year = year(start + 2 + skip), let day = Int(text(start))
        {
            return CivilDate(year: year, month: month, day: day).map { ($0, 3 + skip) }
        }
        return slashed(at: start)
    }

    /// `31/12/2025` or `12/31/2025`; of two readings the later one.
    private func slashed(at start: Int) -> (CivilDate, Int)? {
        guard isNumber(start + 1), words[start + 1].gap == .joint, let year = year(start + 2),
            words[start + 2].gap == .joint, let one = Int(text(start)),
            let other = Int(text(start + 1))
        else { return nil }
        let readings = [(one, other), (other, one)].compactMap {
            CivilDate(year: year, month: $0.0, day: $0.1)
        }
        return readings.max { $0 < $1 }.map { ($0, 3) }
    }

    /// The dates in a range of words, but those since when something holds.
    func dates(in range: Range<Int>) -> [(range: Range<Int>, day: CivilDate)] {
        var found: [(Range<Int>, CivilDate)] = []
        var at = range.lowerBound
        while at < range.upperBound {
            guard let (day, count) = date(at: at) else {
                at += 1
                continue
            }
            if !cue(at: at - 1).contains(.since) { found.append((at..<at + count, day)) }
            at += count
        }
        return found
    }
}
