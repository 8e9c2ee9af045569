/// The anchors of an evidence on a day (`rules.md` §7).
///
/// They are those of the version that comes last in time, started or not, so that a renewal stops
/// the old version's anchors the moment it is recorded, and late history changes nothing.
package struct AnchorRules: Sendable {
    let portfolio: Portfolio
    let defaultOwner: String?

    /// The rules for this portfolio; `defaultOwner` is who receives what has no owner of its own.
    package init(portfolio: Portfolio, defaultOwner: String?) {
        self.portfolio = portfolio
        self.defaultOwner = defaultOwner
    }

    /// The anchors of an evidence, sorted by name and day. Throws where it cannot be evaluated.
    package func anchors(of code: Code, on day: CivilDate) throws -> [Anchor] {
        let (evidence, scheme) = try portfolio.lookUp(code)
        if let discontinued = evidence.discontinuedOn, discontinued <= day { return [] }
        var anchors: [Anchor] = []
        if let last = evidence.standing.last {
            if let event = last.terminalEvent(by: .distantFuture) {
                anchors = [event.anchor(last)]
            } else if scheme.kind == .report {
                anchors = reportAnchors(of: last, evidence: evidence, scheme: scheme)
            } else {
                anchors = try certificateAnchors(
                    of: last, evidence: evidence, scheme: scheme, on: day)
            }
        }
        if evidence.owner == nil, defaultOwner == nil {
            anchors.append(
                Anchor(
                    name: Anchor.Name.ownerMissing, on: evidence.recordedOn,
                    recordedOn: evidence.recordedOn, fact: "nobody receives alerts about it"))
        }
        // Of equal ones the one that may still be raised: a renewal recorded late must not hide
        // what was known of its predecessor in time.
        return Dictionary(grouping: anchors, by: \.key).values
            .compactMap { equal in equal.first { !$0.isTooOldToRaise } ?? equal.first }
            .sorted { ($0.name, $0.on) < ($1.name, $1.on) }
    }

    private func reportAnchors(of version: Version, evidence: Evidence, scheme: Scheme) -> [Anchor]
    {
        let freshUntil = ReportRules(scheme: scheme, evidence: evidence).freshUntil(of: version)
        var anchors = [
            Anchor(
                name: Anchor.Name.freshUntil, on: freshUntil, recordedOn: version.recordedOn,
                fact: "the report is fresh until \(freshUntil)")
        ]
        if let period = version.report?.period {
            let next = period.end.adding(months: scheme.nextPeriodMonths)
            anchors.append(
                Anchor(
                    name: Anchor.Name.nextPeriodEnd, on: next, recordedOn: version.recordedOn,
                    goesOverdue: false, fact: "the next period ends on \(next)"))
        }
        return anchors
    }

    private func certificateAnchors(
        of last: Version, evidence: Evidence, scheme: Scheme, on day: CivilDate
    ) throws -> [Anchor] {
        let rules = CertificateRules(portfolio: portfolio, scheme: scheme, evidence: evidence)
        let verdict = try rules.verdict(onlyOf: last, on: day)
        let isRestorable = verdict.flags.contains(.restorable)
        var anchors = rules.limitAnchor(of: last, goesOverdue: !isRestorable).map { [$0] } ?? []
        if isRestorable, let limit = rules.restoreLimit(of: last) {
            anchors.append(
                Anchor(
                    name: Anchor.Name.restoreLimit, on: limit, recordedOn: last.recordedOn,
                    fact: "the certification body may restore it until \(limit)"))
        }
        for milestone in rules.milestones(of: last) where milestone.doneOn == nil {
            anchors.append(
                Anchor(
                    name: "\(Anchor.Name.milestone):\(milestone.kind)", on: milestone.dueOn,
                    recordedOn: milestone.recordedOn,
                    fact: "\(milestone.kind) is due by \(milestone.dueOn)"))
        }
        anchors += standingAnchors(of: last, verdict: verdict, scheme: scheme, on: day)
        // A renewal that waits does not make up for what happens to the version that counts now.
        if let current = rules.succession.last(where: { $0.start <= day }), current.id != last.id {
            if let event = current.terminalEvent(by: day) {
                anchors.append(event.anchor(current))
            } else {
                anchors += standingAnchors(
                    of: current, verdict: try rules.verdict(onlyOf: current, on: day),
                    scheme: scheme, on: day)
            }
        }
        if let anchor = rules.gapAnchor(before: last, on: day) { anchors.append(anchor) }
        return anchors
    }

    /// The anchors of a suspension and of a parent out of force.
    private func standingAnchors(
        of version: Version, verdict: Verdict, scheme: Scheme, on day: CivilDate
    ) -> [Anchor] {
        var anchors: [Anchor] = []
        for reason in verdict.reasons {
            switch reason.rule {
            case .suspended:
                let recordedOn = version.suspension(by: day)?.recordedOn ?? version.recordedOn
                anchors.append(
                    Anchor(
                        name: reason.rule.rawValue, on: reason.on, recordedOn: recordedOn,
                        fact: reason.fact))
                guard scheme.isAccredited else { continue }
                let limit = reason.on.adding(months: scheme.suspensionMonths)
                anchors.append(
                    Anchor(
                        name: Anchor.Name.suspensionLimit, on: limit, recordedOn: recordedOn,
                        fact: "a suspension ends in restoration or withdrawal by \(limit)"))
            case .parentInvalid:
                anchors.append(
                    Anchor(
                        name: reason.rule.rawValue, on: reason.on, recordedOn: version.recordedOn,
                        fact: reason.fact))
            default: continue
            }
        }
        return anchors
    }
}

extension CertificateRules {
    /// The earlier of end and confirmed retirement of the edition; of equal days the retirement.
    func limitAnchor(of version: Version, goesOverdue: Bool) -> Anchor? {
        let end = end(of: version)
        if let edition = edition(of: version), let retires = edition.retiresOn,
            end.map({ retires <= $0 }) ?? true
        {
            return Anchor(
                name: Anchor.Name.editionRetirement, on: retires, recordedOn: version.recordedOn,
                fact: "\(edition.title) retires after \(retires)")
        }
        return end.map {
            Anchor(
                name: Anchor.Name.end, on: $0, recordedOn: version.recordedOn,
                goesOverdue: goesOverdue,
                fact: "its validity ends on \($0)")
        }
    }

    /// The old end, which stays an anchor until a renewal starts that leaves a gap after it.
    func gapAnchor(before last: Version, on day: CivilDate) -> Anchor? {
        guard day < last.start, let previous = predecessor(of: last),
            previous.terminalEvent(by: .distantFuture) == nil,
            let anchor = limitAnchor(of: previous, goesOverdue: true),
            last.start > anchor.on.dayAfter
        else { return nil }
        return anchor
    }
}

extension CivilDate {
    /// A day after all that can be recorded.
    package static let distantFuture = CivilDate(dayNumber: 1_000_000)
}

extension Anchor {
    fileprivate var key: String { "\(name) \(on)" }
}

extension Event {
    /// The anchor of an event that ended its version.
    fileprivate func anchor(_ version: Version) -> Anchor {
        Anchor(
            name: kind.rawValue, on: max(occurredOn, version.start), recordedOn: recordedOn,
            fact: "\(kind.rawValue) on \(occurredOn)")
    }
}
