/// Days on end on which an evidence stands alike: one version in force, or out of force for one
/// reason.
package struct Stretch: Hashable, Sendable {
    /// The first day.
    package let from: CivilDate
    /// The last day; nil where none is known.
    package internal(set) var through: CivilDate?
    /// The version that is judged on these days.
    package let version: Int
    /// Whether a claim may rest on the evidence.
    package let isInForce: Bool
    /// The state on the first day.
    package let state: Verdict.State
}

extension Portfolio {
    /// The life of an evidence as it is known on a day, from its first start on: what happened by
    /// then, and the limits that lie ahead. Throws as a verdict does.
    package func life(of code: Code, asOf day: CivilDate) throws -> [Stretch] {
        try seen(on: day).life(of: code)
    }

    /// The life of an evidence as this portfolio knows it.
    func life(of code: Code) throws -> [Stretch] {
        var life: [Stretch] = []
        for turn in try turns(of: code).sorted() {
            let verdict = try verdict(on: code, at: turn)
            guard let version = verdict.version, verdict.since != nil else { continue }
            let next = Stretch(
                from: turn, version: version, isInForce: verdict.isInForce, state: verdict.state)
            if let last = life.last, last.isLike(next) { continue }
            if !life.isEmpty { life[life.count - 1].through = turn.dayBefore }
            life.append(next)
        }
        return life
    }

    /// The days on which the standing of an evidence may become another: nothing changes between.
    package func turns(of code: Code) throws -> Set<CivilDate> {
        var turns: Set<CivilDate> = []
        var seen: Set<Code> = []
        var waiting = [code]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, evidence[next] != nil else { continue }
            let (evidence, scheme) = try lookUp(next)
            let certificates = CertificateRules(
                portfolio: self, scheme: scheme, evidence: evidence)
            let reports = ReportRules(scheme: scheme, evidence: evidence)
            if let discontinued = evidence.discontinuedOn { turns.insert(discontinued) }
            for version in evidence.standing {
                turns.formUnion([version.issuedOn, version.start])
                turns.formUnion(version.events.map(\.occurredOn))
                if scheme.kind == .report {
                    let fresh = reports.freshUntil(of: version)
                    turns.formUnion([fresh.dayAfter, fresh.subtracting(days: scheme.expiringDays)])
                } else {
                    let limits = [
                        certificates.end(of: version),
                        certificates.retirement(of: version),
                        certificates.restoreLimit(of: version),
                    ]
                    turns.formUnion(limits.compactMap { $0?.dayAfter })
                    turns.formUnion(
                        certificates.milestones(of: version).filter {
                            scheme.endingMilestones.contains($0.kind)
                        }.map(\.dueOn.dayAfter))
                }
                if let parent = version.parent { waiting.append(parent) }
            }
        }
        return turns
    }

    /// The day from which a version that is in force on a day counts: its start, its last
    /// restoration, or the day on which the parent that it needs came back into force.
    func began(_ version: Version, of scheme: Scheme, by day: CivilDate, children: Set<Code>)
        throws -> CivilDate
    {
        let edition = version.edition.flatMap { scheme.editions[$0] }
        let parent = edition?.parentScheme == nil ? nil : version.parent
        return try [
            version.restoration(by: day)?.occurredOn,
            parent.map { try inForceSince($0, by: day, children: children) },
        ].compactMap(\.self).reduce(version.start, max)
    }

    /// The first of the days on end on which an evidence is in force up to one on which it is.
    private func inForceSince(_ code: Code, by day: CivilDate, children: Set<Code>) throws
        -> CivilDate
    {
        let (evidence, scheme) = try lookUp(code)
        var first = day
        while let number = try verdict(on: code, at: first, children: children).version {
            first = try began(
                evidence.version(number), of: scheme, by: first,
                children: children.union([code]))
            let before = try verdict(on: code, at: first.dayBefore, children: children)
            guard before.isInForce, first.dayBefore < first else { break }
            first = first.dayBefore
        }
        return first
    }

    /// The portfolio with its evidence as a day shows it, for those who ask about all of it.
    func seen(on day: CivilDate) -> Portfolio {
        Portfolio(
            schemes: Array(schemes.values), evidence: evidence.values.map { $0.seen(on: day) })
    }
}

extension Stretch {
    /// Whether the days of another are of the same sort.
    fileprivate func isLike(_ other: Stretch) -> Bool {
        version == other.version && isInForce == other.isInForce
            && (isInForce || state == other.state)
    }
}
