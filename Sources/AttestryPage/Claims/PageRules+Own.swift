import AttestryDomain

/// What differs from the registry.
extension PageRules {
    /// A claim that the registry does not bear out.
    mutating func checkOwn(_ mention: Mention, _ around: Surroundings, _ standing: Standing) {
        guard let own, standing.isEmpty, mention.name.wrong == nil else { return }
        for found in own.differences(mention, around.clause) {
            add(found.rule, found.severity, found.message, mention.whole, right: found.right)
        }
        let held = own.valid(mention)
        if let first = held.first, !held.contains(where: \.hasDocument) {
            add(
                "evidence_missing", .note, "the registry holds no document of \(first.code)",
                mention.whole, right: nil, isOptional: true)
        }
    }

    /// Days and numbers that differ, said in the sentence, the row, the item or the section of a
    /// claim.
    mutating func checkOwnFacts() {
        guard let own else { return }
        for fact in StatedFacts(text, sections).all {
            let held = own.valid(fact.mention)
            switch fact.value {
            case .end(let words): checkEnd(fact, text.dates(in: words), held)
            case .number(let words): checkNumber(fact, words, held)
            }
        }
        for mention in text.mentions { checkPeriod(mention, own.valid(mention)) }
    }

    private mutating func checkEnd(
        _ fact: StatedFacts.Fact, _ dates: [(range: Range<Int>, day: CivilDate)],
        _ held: [OwnEvidence]
    ) {
        let ends = held.compactMap { $0.content?.expiresOn ?? $0.verdict.end }
        guard let date = dates.first, let right = ends.first,
            !ends.contains(where: { text.mayMean(date.range, date.day, $0) })
        else { return }
        add(
            "date_differs", .warning, "\(held[0].code) is valid until \(right)",
            fact.words.lowerBound..<max(date.range.upperBound, fact.words.upperBound),
            right: right.description)
    }

    private mutating func checkNumber(
        _ fact: StatedFacts.Fact, _ words: Range<Int>, _ held: [OwnEvidence]
    ) {
        let numbers = held.compactMap(\.content?.number)
        guard let right = numbers.first, let last = text.number(in: words) else { return }
        // A number that a page writes with blanks in it is the same number.
        let end = min(text.around(words, within: .cell).upperBound, last + 12)
        let said = text.letters(words.lowerBound..<max(end, last + 1))
        guard !numbers.contains(where: { said.contains(bytesOf: PageBook.letters($0)) }) else {
            return
        }
        add(
            "number_differs", .warning, "\(held[0].code) has the number \(right)",
            fact.words.lowerBound..<max(last + 1, fact.words.upperBound), right: right)
    }

    /// The period of a report, from one day to another in its sentence.
    private mutating func checkPeriod(_ mention: Mention, _ held: [OwnEvidence]) {
        let periods = held.compactMap { $0.content?.report?.period }
        guard let right = periods.last else { return }
        let dates = text.dates(in: text.around(mention.whole, within: .cell))
        guard
            let (from, to) = zip(dates, dates.dropFirst()).first(where: { from, to in
                from.range.upperBound < to.range.lowerBound + 1 && from.day < to.day
                    && to.range.lowerBound - from.range.upperBound <= 2
            }),
            !periods.contains(where: { text.mayMean(to.range, to.day, $0.end) })
        else { return }
        add(
            "date_differs", .warning, "\(held[0].code) covers \(right.start) to \(right.end)",
            from.range.lowerBound..<to.range.upperBound, right: "\(right.start) to \(right.end)")
    }

    /// Links to files whose bytes the registry holds as restricted; `sha256` hashes the file that a
    /// path beside the page leads to.
    mutating func checkLinks(_ sha256: (String) throws -> String?) rethrows {
        guard let own, !own.restricted.isEmpty else { return }
        for link in text.mask.links {
            guard let path = text.mask.path(of: link), let hash = try sha256(path),
                let file = own.restricted[hash]
            else { continue }
            findings.append(
                PageFinding(
                    rule: "restricted_public", severity: .error,
                    message: "these are the bytes of \(file)",
                    claim: String(decoding: text.mask.source[link.target], as: UTF8.self),
                    right: "say how to ask for it", offset: link.target.lowerBound))
        }
    }
}

extension PageText {
    /// Whether words that name a day, a month or a year may mean a day.
    fileprivate func mayMean(_ words: Range<Int>, _ said: CivilDate, _ day: CivilDate) -> Bool {
        if said == day { return true }
        switch words.count {
        case 1 where !text(words.lowerBound).utf8.contains(UInt8(ascii: ".")):
            return said.year == day.year
        case 2:
            let isMonth = book.months[id(words.lowerBound)] != nil
            return said.year == day.year && (!isMonth || said.fields.month == day.fields.month)
        case 3 where self.words[words.lowerBound + 1].gap == .joint:
            // 03/04/2028 is a day in March as well as one in April.
            let said = said.fields
            return CivilDate(year: said.year, month: said.day, day: said.month) == day
        default: return false
        }
    }

    /// The last word of the number that begins among some words: the first with a digit, and what
    /// is joined to it.
    fileprivate func number(in range: Range<Int>) -> Int? {
        guard let first = range.first(where: { isNumber($0) }), date(at: first) == nil else {
            return nil
        }
        var last = first
        while last + 1 < words.count, words[last + 1].gap <= .joint { last += 1 }
        return last
    }

    /// The letters and digits of some words, small and without what stands between them.
    fileprivate func letters(_ range: Range<Int>) -> [UInt8] { range.flatMap { text($0).utf8 } }
}

extension PageBook {
    /// The letters and digits of a text as those of a page are read.
    fileprivate static func letters(_ text: String) -> [UInt8] { words(text).flatMap(\.utf8) }
}

extension [UInt8] {
    fileprivate func contains(bytesOf other: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: other) }
    }
}
