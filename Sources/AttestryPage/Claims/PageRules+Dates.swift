import AttestryDomain

/// What days make of a claim.
extension PageRules {
    /// A day promised that is over: `planned for Q3 2025`.
    mutating func checkPromise(_ mention: Mention, _ around: Surroundings, _ standing: Standing) {
        let barred: Standing = [.denied, .asked, .demanded, .ofOthers, .explained, .past]
        guard standing.contains(.planned), standing.isDisjoint(with: barred),
            let plan = text.hits(in: around.clause).first(where: { $0.cue.contains(.plans) })
        else { return }
        let dates = text.dates(in: around.clause).filter { !$0.range.overlaps(mention.whole) }
        guard let last = dates.max(by: { $0.day < $1.day }), last.day < day else { return }
        let start = min(plan.range.lowerBound, last.range.lowerBound, mention.whole.lowerBound)
        let end = max(plan.range.upperBound, last.range.upperBound, mention.whole.upperBound)
        guard end - start <= 30 else { return }
        add(
            "date_passed", .error, "promised for \(last.day), which is over", start..<end,
            right: "say what came of it")
    }

    /// A validity that is over: `valid until 11 September 2025`.
    mutating func checkEnds() {
        for hit in text.hits where hit.cue.contains(.endsOn) {
            let end = min(hit.range.upperBound + 5, text.words.count)
            guard hit.range.upperBound < end,
                let date = text.dates(in: hit.range.upperBound..<end).first, date.day < day,
                text.words[date.range.lowerBound].gap < .sentence
            else { continue }
            let whole = hit.range.lowerBound..<date.range.upperBound
            let around = Surroundings(whole, in: text, sections)
            let barred: Standing = [.denied, .asked, .demanded, .ofOthers, .past, .planned]
            let section = sections.section(of: hit.range.lowerBound).words
            let near = max(section.lowerBound, hit.range.lowerBound - 80)..<whole.upperBound
            guard around.standing.isDisjoint(with: barred), text.mentions(in: near),
                !text.cues(in: near).isDisjoint(with: [.certified, .document])
                    || text.mentions(in: around.sentence)
            else { continue }
            add(
                "date_passed", .error, "the validity ended on \(date.day)", whole,
                right: "the end of what is valid now")
        }
    }

    /// A dated document that is past the longest validity or freshness of its scheme.
    mutating func checkAge(
        _ mention: Mention, _ scheme: Scheme, _ around: Surroundings, _ standing: Standing
    ) {
        let barred: Standing = [.denied, .asked, .demanded, .ofOthers, .explained, .past, .planned]
        guard standing.isDisjoint(with: barred), scheme.endedOn == nil else { return }
        let months =
            scheme.kind == .report
            ? scheme.freshnessMonths : scheme.validityMonths ?? 0
        guard months > 0 else { return }
        let end = min(mention.whole.upperBound + 6, around.clause.upperBound)
        let near = mention.whole.upperBound..<max(end, mention.whole.upperBound)
        guard !text.cues(in: near).isDisjoint(with: [.document, .certified]),
            text.cues(in: around.clause).isDisjoint(with: [.since, .endsOn])
        else { return }
        let dates = text.dates(in: around.clause)
        guard let last = dates.max(by: { $0.day < $1.day }),
            abs(last.range.lowerBound - mention.whole.upperBound) <= 8,
            last.day.adding(months: months) < day
        else { return }
        let start = min(last.range.lowerBound, mention.whole.lowerBound)
        add(
            "evidence_too_old", .warning,
            "of \(last.day) at the latest, and good for \(months) months",
            start..<max(last.range.upperBound, near.upperBound), right: "the one that is in force")
    }
}
