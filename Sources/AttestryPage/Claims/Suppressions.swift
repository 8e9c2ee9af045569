import AttestryDomain

/// A finding taken back in the page: `attestry: allow RULE until DATE: REASON` in a comment.
struct Suppression {
    let rule: String
    let until: CivilDate?
    let reason: String
    /// Where it begins, and its line.
    let offset, line: Int

    /// The ones that the comments of a page hold.
    static func all(in mask: PageMask, _ places: PagePlaces) -> [Suppression] {
        var mask = mask
        return mask.comments.compactMap { range in
            guard let start = mask.find("attestry:", from: range.lowerBound, within: range.count)
            else { return nil }
            let text = String(decoding: mask.source[start..<range.upperBound], as: UTF8.self)
            return Suppression(text, start, places.line(of: start))
        }
    }

    private init?(_ text: String, _ offset: Int, _ line: Int) {
        let words = text.parts(at: " ").map(\.trimmed).filter { !$0.isEmpty }
        guard words.count > 1, words[1] == "allow" else { return nil }
        let rest = words.dropFirst(2)
        rule = rest.first.map { $0.trimming(":") } ?? ""
        let day = rest.count > 2 && rest[3] == "until" ? rest.dropFirst(2).first : nil
        until = day.flatMap { CivilDate($0.trimming(":")) }
        let said = rest.dropFirst(day == nil ? 1 : 3).joined(separator: " ")
        reason = ["-->", "*/}", "%>"].reduce(said) { $0.replacing($1, with: "") }.trimmed
        (self.offset, self.line) = (offset, line)
    }
}

extension String {
    /// Without a mark at its end.
    fileprivate func trimming(_ mark: String) -> String {
        ends(with: mark) ? String(decoding: utf8.dropLast(mark.utf8.count), as: UTF8.self) : self
    }
}

extension [PageFinding] {
    /// Without those that a comment before or in their line takes back; with one for each comment
    /// that is incomplete, past, or takes nothing back.
    func suppressed(by comments: [Suppression], on day: CivilDate) -> [PageFinding] {
        var used: Set<Int> = []
        let byLine = Dictionary(grouping: comments.indices) { comments[$0].line }
        var left = filter { finding in
            let near = [finding.line - 1, finding.line].flatMap { byLine[$0] ?? [] }
            let taken = near.filter { comments[$0].rule == finding.rule }
            used.formUnion(taken)
            return !taken.contains {
                !comments[$0].reason.isEmpty && comments[$0].until.map { $0 >= day } ?? false
            }
        }
        for (index, comment) in comments.enumerated() {
            let isWhole = comment.until != nil && !comment.reason.isEmpty
            let said: (rule: String, message: String)? =
                !isWhole
                ? ("suppression_incomplete", "without a day or a reason")
                : comment.until.map { $0 < day } ?? false
                    ? ("suppression_past", "its day is over")
                    : used.contains(index) ? nil : ("suppression_unused", "it takes nothing back")
            guard let said else { continue }
            var finding = PageFinding(
                rule: said.rule, severity: .warning, message: said.message,
                claim: "attestry: allow \(comment.rule)",
                right: "attestry: allow RULE until YYYY-MM-DD: REASON", offset: comment.offset)
            finding.line = comment.line
            left.append(finding)
        }
        return left
    }
}
