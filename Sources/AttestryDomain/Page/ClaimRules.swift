/// `rules.md` §10: what the page claims on a day.
package struct ClaimRules {
    /// For how many days what stops stands under what is no longer in force.
    package static let daysShown = 90

    private let portfolio: Portfolio
    private let organization: String
    private let products: [Code: Product]
    private let day: CivilDate

    /// The rules for an organization's evidence, as it is known on a day.
    package init(
        _ portfolio: Portfolio, of organization: String, products: [Product], on day: CivilDate
    ) {
        self.portfolio = portfolio.seen(on: day)
        self.organization = organization
        self.products = Dictionary(products.map { ($0.code, $0) }) { first, _ in first }
        self.day = day
    }

    /// The claim of an evidence; nil where it is hidden or never was in force by the day. Throws as
    /// a verdict does.
    package func claim(of publication: Publication) throws -> PublishedClaim? {
        guard !publication.isHidden, portfolio.evidence[publication.code] != nil else {
            return nil
        }
        let (evidence, scheme) = try portfolio.lookUp(publication.code)
        let verdict = try portfolio.verdict(on: publication.code, at: day)
        let life = try portfolio.life(of: publication.code, standing: verdict, day)
        let past = life.stretches.filter { $0.from <= day }
        guard let index = past.lastIndex(where: \.isInForce) else { return nil }
        let stood = past[index]
        let version = try evidence.version(stood.version)
        let isThere = verdict.isInForce
        let until = isThere ? verdict.until : stood.through
        let wording = ClaimWording(organization, scheme, evidence, version)
        var claim = PublishedClaim(
            publication: publication, standing: standing(isThere: isThere, until: until),
            section: publication.section ?? scheme.kind.section,
            statement: Self.statement(wording.statement, until: isThere ? nil : until),
            name: wording.name, since: stood.from, until: until)
        claim.scheme = scheme
        claim.version = version
        claim.edition = scheme.tellsDetails ? wording.edition : nil
        claim.why = isThere ? nil : why(past.dropFirst(index + 1).first, verdict)
        claim.access = scheme.access(isOffered: publication.document && version.document != nil)
        claim.covers = version.covers.map { products[$0] ?? Product(code: $0, name: "\($0)") }
        claim.identifiers = version.identifiers.filter {
            scheme.releaseClass == .portalOnly && wording.tells($0.key)
        }
        claim.life = scheme.tellsDetails ? life.public(named: wording.name) : nil
        return claim
    }

    /// The claim of an activity, given how it is on any day; nil where it may not be shown
    /// or was never kept by the day.
    package func claim(
        of publication: Publication, _ activity: Activity,
        _ shown: (CivilDate) throws -> ActivityRules.Shown
    ) rethrows -> PublishedClaim? {
        let first = activity.course.first?.cadence.fromOn
        guard !publication.isHidden, activity.mayBeShown, let first else { return nil }
        var until = day
        while try !shown(until).isKept {
            until = until.dayBefore
            guard first <= until else { return nil }
        }
        let isThere = until == day
        let done = try shown(until).lastDoneOn
        var claim = PublishedClaim(
            publication: publication,
            standing: standing(isThere: isThere, until: until),
            section: publication.section ?? PublishedClaim.sections[3],
            statement: Self.statement(
                ClaimWording.statement(of: activity, organization, lastDone: done),
                until: isThere ? nil : until),
            name: activity.title, since: first, until: isThere ? nil : until)
        claim.why = isThere ? nil : "it was not kept up"
        return claim
    }

    /// A sentence that cannot be quoted as if it were true still.
    private static func statement(_ sentence: String, until: CivilDate?) -> String {
        until.map { "No longer true since \($0.dayAfter): \(sentence)" } ?? sentence
    }

    private func standing(isThere: Bool, until: CivilDate?) -> PublishedClaim.Standing {
        if isThere { return .stands }
        return until.map { day <= $0.adding(days: Self.daysShown) } ?? false ? .ended : .past
    }

    /// Why a claim ended: what followed the days on which it stood.
    private func why(_ next: Stretch?, _ verdict: Verdict) -> String {
        let state = next?.state ?? verdict.state
        switch state {
        case .current, .aging:
            let flags: [(Verdict.Flag, Report.Opinion)] = [
                (.opinionAdverse, .adverse), (.opinionDisclaimer, .disclaimer),
            ]
            let opinion = flags.first { verdict.flags.contains($0.0) }?.1
            return "the report that followed has another opinion"
                + (opinion.map { ": \($0.rawValue)" } ?? "")
        case .editionRetired: return "its edition is retired"
        case .parentInvalid: return "what it rests on is not in force"
        case .stale: return "its report is no longer recent"
        case .expired: return "it has expired"
        case .withdrawn, .cancelled: return "it was \(state.rawValue)"
        default: return "it is \(state.rawValue)"
        }
    }
}

extension ActivityRules {
    /// What a page says of an activity on a day.
    package struct Shown: Hashable, Sendable {
        /// Whether it is kept up.
        package let isKept: Bool
        /// The last day by then on which it was done.
        package let lastDoneOn: CivilDate?
    }

    /// What a page says of it on the day of the rules.
    package var shown: Shown {
        Shown(
            isKept: verdict(firstRung: nil).isKept,
            lastDoneOn: activity.standing(by: day).last { $0.kind == .done }?.occurredOn)
    }
}

extension Scheme.Kind {
    /// The heading under which claims of the kind stand.
    fileprivate var section: String {
        switch self {
        case .certificate: PublishedClaim.sections[0]
        case .report: PublishedClaim.sections[1]
        case .statement, .policy: PublishedClaim.sections[3]
        default: PublishedClaim.sections[2]
        }
    }
}

extension Scheme {
    /// How a document of the scheme is had, where its file is offered or not.
    fileprivate func access(isOffered: Bool) -> PublishedClaim.Access {
        switch releaseClass {
        case .public: isOffered ? .download : .request
        case .onRequest: needsNDA ? .nda : .request
        case .nda, .restrictedUser, .restrictedKnowledge: .nda
        case .portalOnly: .portal
        case .internal: .none
        }
    }
}

extension EvidenceLife {
    /// The life as everybody may see it: nothing of what is planned within the house.
    fileprivate func `public`(named name: String) -> EvidenceLife {
        EvidenceLife(
            code: code, title: name, noun: noun, verdict: verdict, stretches: stretches,
            covered: covered, letters: [], milestones: [], isDiscontinued: false)
    }
}
