import AttestryDomain

/// Finds what is wrong in the claims of a page on a day, by the facts of a catalogue alone
/// (`rules.md` §10).
struct PageRules {
    let text: PageText
    let sections: PageSections
    let day: CivilDate
    /// What the registry holds; nil where the page is not its owner's.
    let own: OwnRules?
    var findings: [PageFinding] = []
    /// The schemes of which an edition, or a type, is named anywhere.
    private var typed: Set<Int> = []
    private var untyped: [Int: PageFinding] = [:]
    /// The claims of each scheme that something was said of which can be checked, and the first
    /// of each of which nothing was.
    private var evidenced: Set<Int> = []
    private var bare: [Int: Mention] = [:]
    /// The word up to which that was looked for, of each scheme.
    private var lookedAt: [Int: Int] = [:]
    /// The schemes that go by a name: they are large, and a page may name one very often.
    private var named: [Set<Int>: [Scheme]] = [:]

    init(_ text: PageText, _ day: CivilDate, _ own: OwnRules?) {
        self.text = text
        self.day = day
        self.own = own
        sections = PageSections(text)
        for mention in text.mentions where mention.name.schemes.count == 1 {
            typed.formUnion(mention.name.schemes)
        }
    }

    static func findings(
        in text: PageText, on day: CivilDate, _ own: OwnRules?,
        _ sha256: (String) throws -> String?
    ) rethrows -> [PageFinding] {
        var rules = PageRules(text, day, own)
        for mention in text.mentions { rules.check(mention) }
        rules.checkEnds()
        rules.checkOwnFacts()
        try rules.checkLinks(sha256)
        rules.findings += rules.untyped.values
        rules.checkEvidence()
        return rules.findings
    }

    private mutating func check(_ mention: Mention) {
        let around = Surroundings(mention.whole, in: text, sections)
        let standing = around.standing
        let schemes = schemes(named: mention.name)
        guard let scheme = schemes.first else { return }
        if let rule = mention.name.wrong {
            guard !standing.contains(.denied), !around.isFormer else { return }
            let right = scheme.wording.rightNames[rule]?.joined(separator: ", ")
            add(
                "wording_\(rule)", .warning, "a name that its owner gave up", mention.whole,
                right: right)
            return
        }
        checkWords(mention, schemes, around, standing)
        checkStanding(mention, scheme, around, standing)
        if standing.isEmpty { checkType(mention, schemes, around) }
        checkAge(mention, scheme, around, standing)
        checkPromise(mention, around, standing)
        checkOwn(mention, around, standing)
        if standing.isEmpty, scheme.kind != .statement { noteEvidence(mention) }
    }

    /// Notes whether the paragraph, the row or the item of a claim names a day, a number or a
    /// document.
    private mutating func noteEvidence(_ mention: Mention) {
        guard let scheme = mention.name.schemes.min(), !evidenced.contains(scheme),
            mention.range.lowerBound >= lookedAt[scheme] ?? 0
        else { return }
        let block = text.around(mention.whole, within: .sentence, 200)
        lookedAt[scheme] = block.upperBound - 100
        if text.isChecked(mention, in: block) {
            evidenced.formUnion(mention.name.schemes)
        } else {
            bare[scheme] = bare[scheme] ?? mention
        }
    }

    /// Claims of which nothing on the page can be checked.
    private mutating func checkEvidence() {
        for (scheme, mention) in bare where !evidenced.contains(scheme) {
            add(
                "evidence_missing", .note, "neither number nor day nor document is named",
                mention.whole, right: text.book.schemes[scheme].wording.right, isOptional: true)
        }
    }

    private mutating func schemes(named name: SchemeName) -> [Scheme] {
        if let known = named[name.schemes] { return known }
        let schemes = name.schemes.sorted().map { text.book.schemes[$0] }
        named[name.schemes] = schemes
        return schemes
    }

    mutating func add(
        _ rule: String, _ severity: PageFinding.Severity, _ message: String, _ words: Range<Int>,
        right: String?, isOptional: Bool = false
    ) {
        findings.append(
            finding(rule, severity, message, words, right: right, isOptional: isOptional))
    }

    private func finding(
        _ rule: String, _ severity: PageFinding.Severity, _ message: String, _ words: Range<Int>,
        right: String?, isOptional: Bool = false
    ) -> PageFinding {
        PageFinding(
            rule: rule, severity: severity, message: message, claim: text.quote(words),
            right: right, isOptional: isOptional,
            offset: text.words[words.lowerBound].range.lowerBound)
    }

    /// Editions and schemes that are gone, or have a successor.
    private mutating func checkStanding(
        _ mention: Mention, _ scheme: Scheme, _ around: Surroundings, _ standing: Standing
    ) {
        let says = !text.cues(in: around.clause).isDisjoint(with: Cue.asserts.union(.document))
        if let ended = scheme.endedOn, ended < day, standing.isEmpty, says {
            let isStandard = scheme.wording.end == .standard
            let next = scheme.successor.map { "; \($0) took its place" } ?? ""
            add(
                isStandard ? "standard_replaced" : "scheme_ended", .error,
                "\(scheme.title) ended on \(ended)\(next)", mention.whole,
                right: scheme.wording.right)
        }
        guard let code = mention.edition, standing.isEmpty else {
            if standing.isEmpty, !scheme.editions.isEmpty {
                add(
                    "edition_missing", .note, "no edition is named", mention.whole,
                    right: scheme.wording.right, isOptional: true)
            }
            return
        }
        let newest = mention.name.schemes.min().flatMap { text.book.newest[$0] }
        if let last = scheme.lastDay(ofEdition: code), last < day {
            add(
                "edition_retired", .error, "edition \(code) counted until \(last)", mention.whole,
                right: newest?.title)
        } else if let edition = scheme.editions[code],
            scheme.flags(of: edition, on: day).contains(.editionSuperseded)
        {
            let next = edition.successor.flatMap { scheme.editions[$0] }
            add(
                "edition_superseded", .note, "edition \(code) has a successor", mention.whole,
                right: next?.title)
        }
    }

    /// The words that the owner of a scheme does not allow beside its name.
    private mutating func checkWords(
        _ mention: Mention, _ schemes: [Scheme], _ around: Surroundings, _ standing: Standing
    ) {
        let barred: Standing = [.denied, .planned, .asked, .demanded, .ofOthers, .explained]
        guard standing.isDisjoint(with: barred) else { return }
        for (word, cue) in [("certified", Cue.certified), ("accredited", .accredited)] {
            // A name that leaves open which scheme is meant breaks what all of them forbid.
            let rules = schemes.map { scheme in
                scheme.wording.wrongWords.first { $0.value.contains(word) }?.key
            }
            guard let rule = rules.first ?? nil, !rules.contains(nil),
                let range = WrongWords(text).range(of: cue, beside: mention, around)
            else { continue }
            add(
                "wording_\(rule)", .warning, "\(schemes[0].title) is not called \(word)", range,
                right: schemes[0].wording.right)
        }
    }

    /// A report without a type, of which none is named anywhere.
    private mutating func checkType(
        _ mention: Mention, _ schemes: [Scheme], _ around: Surroundings
    ) {
        if schemes[0].kind == .statement {
            add(
                "no_certificate_exists", .note, "nobody certifies this", mention.whole,
                right: schemes[0].wording.right, isOptional: true)
        }
        let cues = text.cues(in: around.clause)
        guard mention.name.schemes.count > 1, schemes.allSatisfy(\.wording.expectsType),
            typed.isDisjoint(with: mention.name.schemes),
            !cues.isDisjoint(with: .asserts),
            !cues.isDisjoint(with: [.verb, .certified, .holds]),
            let first = mention.name.schemes.min()
        else { return }
        let near = mention.whole.upperBound..<min(mention.whole.upperBound + 6, text.words.count)
        if text.cues(in: near).contains(.type) { return typed.formUnion(mention.name.schemes) }
        let found = finding(
            "type_missing", .warning, "no type is named on the whole page", mention.whole,
            right: schemes[0].wording.right)
        untyped[first] = untyped[first] ?? found
    }
}
