/// `rules.md` §4 for one evidence: everything that covers a period or a day.
package struct ReportRules: Sendable {
    let scheme: Scheme
    let succession: [Version]

    /// The rules for this evidence of this scheme.
    package init(scheme: Scheme, evidence: Evidence) {
        self.scheme = scheme
        succession = evidence.standing
    }

    /// The verdict on the evidence: that on the issued report of the latest period or day.
    package func verdict(on day: CivilDate) -> Verdict {
        guard let current = succession.last(where: { $0.issuedOn <= day }) else {
            return .notStarted(
                succession.isEmpty ? .none : .planned, version: succession.first?.version)
        }
        return judge(current, on: day)
    }

    /// The verdict on one version alone; once a later one was issued it is never in force.
    package func verdict(onlyOf version: Version, on day: CivilDate) -> Verdict {
        guard version.issuedOn <= day else {
            return .notStarted(.planned, version: version.version)
        }
        var verdict = judge(version, on: day)
        let followed = succession.filter {
            version.succession < $0.succession && $0.issuedOn <= day
        }
        if let successorIssued = followed.map(\.issuedOn).min() {
            verdict.flags.insert(.superseded)
            verdict.isInForce = false
            verdict.until = verdict.until.flatMap {
                let last = min($0, successorIssued.dayBefore)
                return last < version.issuedOn ? nil : last
            }
        }
        return verdict
    }

    /// The last day on which a version is fresh (`rules.md` §4).
    package func freshUntil(of version: Version) -> CivilDate {
        let basis =
            switch scheme.freshnessBasis {
            case .periodEnd: version.report?.lastDay ?? version.issuedOn
            case .issuedOn: version.issuedOn
            }
        return basis.adding(months: scheme.freshnessMonths)
    }

    /// What the reports cover that stand on a day, each a period or one day.
    func covered(on day: CivilDate) -> [Report.Period] {
        succession
            .filter { $0.issuedOn <= day && $0.terminalEvent(by: day) == nil }
            .compactMap { version in
                version.report.map { Report.Period(start: $0.firstDay, end: $0.lastDay) }
            }
    }

    /// The gaps between the periods of all reports that stand on a day.
    package func gaps(on day: CivilDate) -> [Verdict.Gap] {
        var gaps: [Verdict.Gap] = []
        var furthest: CivilDate?
        for period in periods(on: day) {
            if let furthest, furthest.dayAfter < period.start {
                gaps.append(Verdict.Gap(from: furthest.dayAfter, to: period.start.dayBefore))
            }
            furthest = max(furthest ?? period.end, period.end)
        }
        return gaps
    }
}

extension ReportRules {
    private typealias Period = (start: CivilDate, end: CivilDate, version: Int)

    /// The periods of the reports issued and not withdrawn by a day, earliest first.
    private func periods(on day: CivilDate) -> [Period] {
        succession
            .filter { $0.issuedOn <= day && $0.terminalEvent(by: day) == nil }
            .compactMap { version in
                version.report?.period.map { ($0.start, $0.end, version.version) }
            }
            .sorted { ($0.start, $0.version) < ($1.start, $1.version) }
    }

    private func judge(_ version: Version, on day: CivilDate) -> Verdict {
        let freshUntil = freshUntil(of: version)
        let letters = version.bridgeLetters.filter { !$0.isVoided && $0.signedOn <= day }
        let reasons = reasons(of: version, freshUntil: freshUntil, on: day)
        let state = reasons.first?.rule ?? .current
        let opinion = version.report?.opinion
        let carries = opinion == .unqualified || opinion == .qualified
        var verdict = Verdict(
            state: state,
            since: reasons.first?.on ?? version.issuedOn,
            until: carries ? lastDay(of: version, freshUntil: freshUntil, on: day) : nil,
            isInForce: carries && (state == .current || state == .aging),
            reasons: reasons,
            version: version.version,
            freshUntil: freshUntil,
            comfortUntil: letters.map(\.toOn).max(),
            gaps: gaps(on: day))
        verdict.flags = flags(of: version, verdict: verdict, on: day)
        return verdict
    }

    /// The last day it could be relied on; nil where it never could.
    private func lastDay(of version: Version, freshUntil: CivilDate, on day: CivilDate)
        -> CivilDate?
    {
        let withdrawn = version.terminalEvent(by: day)?.occurredOn.dayBefore
        let last = min(freshUntil, withdrawn ?? freshUntil)
        return last < version.issuedOn ? nil : last
    }

    private func reasons(of version: Version, freshUntil: CivilDate, on day: CivilDate)
        -> [Verdict.Reason]
    {
        var reasons: [Verdict.Reason] = []
        func add(_ rule: Verdict.State, _ on: CivilDate, _ fact: String) {
            reasons.append(Verdict.Reason(rule: rule, on: max(on, version.issuedOn), fact: fact))
        }
        if let event = version.terminalEvent(by: day) {
            add(.withdrawn, event.occurredOn, "withdrawn on \(event.occurredOn)")
        }
        if freshUntil < day {
            add(.stale, freshUntil.dayAfter, "fresh until \(freshUntil)")
        } else if day.days(until: freshUntil) <= scheme.expiringDays {
            add(
                .aging, freshUntil.subtracting(days: scheme.expiringDays),
                "fresh until \(freshUntil)")
        }
        return reasons
    }

    private func flags(of version: Version, verdict: Verdict, on day: CivilDate)
        -> Set<Verdict.Flag>
    {
        let opinions: [Report.Opinion: Verdict.Flag] = [
            .qualified: .opinionQualified, .adverse: .opinionAdverse,
            .disclaimer: .opinionDisclaimer,
        ]
        var flags = Set([version.report.flatMap { opinions[$0.opinion] }].compactMap(\.self))
        if verdict.comfortUntil != nil { flags.insert(.bridged) }
        if verdict.state == .stale, let freshUntil = verdict.freshUntil,
            day <= freshUntil.adding(days: 90)
        {
            flags.insert(.awaitingNextReport)
        }
        if hasGapBefore(version, on: day) { flags.insert(.coverageGap) }
        if let edition = version.edition.flatMap({ scheme.editions[$0] }) {
            flags.formUnion(scheme.flags(of: edition, on: day))
            if edition.lateness(of: version.content) != nil {
                flags.insert(.editionNotCurrentAtIssue)
            }
        }
        return flags
    }

    private func hasGapBefore(_ version: Version, on day: CivilDate) -> Bool {
        guard let own = version.report?.period else { return false }
        let earlier = periods(on: day).filter {
            ($0.start, $0.version) < (own.start, version.version)
        }
        guard let furthest = earlier.map(\.end).max() else { return false }
        return own.start > furthest.dayAfter
    }
}
