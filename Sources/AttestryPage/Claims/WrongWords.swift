/// Whether a word that calls something certified belongs to a mention.
struct WrongWords {
    private let text: PageText

    init(_ text: PageText) { self.text = text }

    /// The words from one to the other; nil where none belongs to it.
    func range(of cue: Cue, beside mention: Mention, _ around: Surroundings) -> Range<Int>? {
        after(cue, mention) ?? before(cue, mention, around) ?? next(cue, mention, around)
    }

    /// `SOC 2 Type II certified`, `TISAX certification`.
    private func after(_ cue: Cue, _ mention: Mention) -> Range<Int>? {
        var at = mention.whole.upperBound
        for _ in 0..<6 {
            guard at < text.words.count, text.words[at].gap <= .bracket else { return nil }
            let hit = text.cue(at: at)
            if hit.contains(cue) {
                return isBody(at + 1) || isPaired(at) ? nil : mention.whole.lowerBound..<at + 1
            }
            guard hit.contains(.type) || text.isNumber(at) || text.words[at].isUpper else {
                return nil
            }
            at += text.hitAt[at] >= 0 ? text.hits[Int(text.hitAt[at])].range.count : 1
        }
        return nil
    }

    /// `certified to be compliant with PCI DSS`, `certifications ISO 27001, ISO 27018 and SOC 2`.
    private func before(_ cue: Cue, _ mention: Mention, _ around: Surroundings) -> Range<Int>? {
        var at = mention.whole.lowerBound - 1
        var (isJoined, isListed) = (false, false)
        while at >= around.clause.lowerBound, mention.whole.lowerBound - at <= 18 {
            guard text.words[at + 1].gap <= .comma else { return nil }
            if text.hitAt[at] >= 0 || text.cue(at: at).contains(cue) {
                let hit = text.cue(at: at)
                if hit.contains(cue) {
                    if isJoined, !isListed { return nil }
                    let isOther =
                        isBody(at + 1) || isPaired(at) || text.mentionAt[max(at - 1, 0)] >= 0
                    return isOther ? nil : at..<mention.whole.upperBound
                }
                let binding: Cue = [.binds, .type, .joins, .complies, .version, .owner]
                guard !hit.isDisjoint(with: binding) else { return nil }
                isJoined = isJoined || hit.contains(.joins)
            } else if text.mentionAt[at] < 0, !text.words[at].isUpper, !isInside(at) {
                return nil
            }
            isListed = isListed || text.mentionAt[at] >= 0
            at -= 1
        }
        return nil
    }

    /// `SOC 2 Type 2. This certification …`
    private func next(_ cue: Cue, _ mention: Mention, _ around: Surroundings) -> Range<Int>? {
        let start = around.sentence.upperBound
        guard start + 1 < text.words.count, text.words[start].gap == .sentence,
            text.cue(at: start).contains(.pointing), text.cue(at: start + 1).contains(cue),
            !text.cues(in: around.clause).isDisjoint(with: .asserts),
            !text.mentions(in: mention.whole.upperBound..<start)
        else { return nil }
        return mention.whole.lowerBound..<start + 2
    }

    /// Whether a word belongs to a cue that begins before it.
    private func isInside(_ at: Int) -> Bool {
        for start in max(0, at - 4)..<at where text.hitAt[start] >= 0 {
            if text.hits[Int(text.hitAt[start])].range.contains(at) { return true }
        }
        return false
    }

    /// Whether those who certify are meant: `certified auditor`.
    private func isBody(_ at: Int) -> Bool {
        at < text.words.count && text.words[at].gap <= .space && text.cue(at: at).contains(.body)
    }

    /// Whether it stands beside a report: `certifications and attestations`.
    private func isPaired(_ at: Int) -> Bool {
        text.cue(at: at + 1).contains(.joins) && text.cue(at: at + 2).contains(.document)
            || text.cue(at: at - 1).contains(.joins) && text.cue(at: at - 2).contains(.document)
    }
}

extension PageText {
    /// Whether a scheme is mentioned in a range of words.
    func mentions(in range: Range<Int>) -> Bool { range.contains { mentionAt[$0] >= 0 } }
}
