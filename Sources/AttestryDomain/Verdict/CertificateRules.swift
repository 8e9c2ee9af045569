/// `rules.md` §3 for one evidence: everything that has a validity.
package struct CertificateRules {
    let portfolio: Portfolio
    let scheme: Scheme
    let succession: [Version]
    let lineage: Set<Code>

    /// The rules for this evidence of this scheme, with the parents to be found in the portfolio.
    package init(
        portfolio: Portfolio, scheme: Scheme, evidence: Evidence, children: Set<Code> = []
    ) {
        self.portfolio = portfolio
        self.scheme = scheme
        lineage = children.union([evidence.code])
        succession = evidence.standing
    }

    /// The verdict on the evidence: that on its current version.
    package func verdict(on day: CivilDate) throws -> Verdict {
        guard let current = succession.last(where: { $0.start <= day }) else {
            return .notStarted(
                succession.isEmpty ? .none : .planned, version: succession.first?.version)
        }
        let pending = succession.filter { $0.issuedOn <= day && day < $0.start }
        var verdict = try judge(current, on: day, pending: pending)
        if !verdict.isInForce {
            verdict.until = try lastDayInForce(before: verdict, of: current) {
                try self.verdict(on: $0)
            }
        }
        return verdict
    }

    /// The verdict on one version alone; once a later one has started it is never in force.
    package func verdict(onlyOf version: Version, on day: CivilDate) throws -> Verdict {
        guard version.start <= day else { return .notStarted(.planned, version: version.version) }
        var verdict = try judge(version, on: day, pending: [])
        let successor = succession.first { version.succession < $0.succession }
        if let successor, successor.start <= day {
            verdict.flags.insert(.superseded)
            verdict.isInForce = false
            let before = successor.start.dayBefore
            let last =
                successor.start <= version.start
                ? nil : try self.verdict(onlyOf: version, on: before)
            verdict.until = last?.isInForce == true ? before : last?.until
        } else if !verdict.isInForce {
            verdict.until = try lastDayInForce(before: verdict, of: version) {
                try self.verdict(onlyOf: version, on: $0)
            }
        }
        return verdict
    }

    /// Steps back over spans out of force, each from its earliest reason, to the last day in force.
    private func lastDayInForce(
        before verdict: Verdict, of version: Version, judging: (CivilDate) throws -> Verdict
    ) throws -> CivilDate? {
        let stopped = verdict.reasons.filter { $0.rule.endsForce }.map(\.on).min() ?? version.start
        let dayBefore = stopped.dayBefore
        guard dayBefore < stopped else { return nil }
        let earlier = try judging(dayBefore)
        return earlier.isInForce ? dayBefore : earlier.until
    }
}

extension CertificateRules {
    /// The version that comes before in time, if there is one.
    package func predecessor(of version: Version) -> Version? {
        succession.last { $0.succession < version.succession }
    }

    /// The edition a version was issued to, with its confirmed dates.
    package func edition(of version: Version) -> Edition? {
        version.edition.flatMap { scheme.editions[$0] }
    }

    /// The end by the scheme's validity alone.
    func computedEnd(of version: Version) -> CivilDate? {
        scheme.validityMonths.map { version.start.adding(months: $0) }
    }

    /// The last day of validity: the printed one before the computed one; nil where open.
    package func end(of version: Version) -> CivilDate? {
        version.expiresOn ?? computedEnd(of: version)
    }

    /// The last day on which any version to the same edition is valid: its retirement, or the end
    /// of the scheme; nil where neither is confirmed.
    package func retirement(of version: Version) -> CivilDate? {
        [edition(of: version)?.retiresOn, scheme.endedOn].compactMap(\.self).min()
    }

    /// What retires with it, for a sentence.
    package func retiredTitle(of version: Version) -> String {
        let edition = edition(of: version)
        let isOfEdition = edition?.retiresOn != nil && edition?.retiresOn == retirement(of: version)
        return isOfEdition ? edition?.title ?? scheme.title : scheme.title
    }

    /// The first milestone that ends a version of this scheme and was not done when it was due, or
    /// is still to be done.
    func ending(of version: Version, on day: CivilDate) -> Milestone? {
        milestones(of: version).filter {
            scheme.endingMilestones.contains($0.kind) && $0.isOpen(on: min(day, $0.dueOn))
        }.min { $0.dueOn < $1.dueOn }
    }

    /// The last days that a version's edition and its own end set, the earlier one first; of equal
    /// days that of the edition. With a day, a milestone that ends the version sets one too.
    func limits(of version: Version, on day: CivilDate? = nil) -> [(
        rule: Verdict.State, last: CivilDate
    )] {
        let retires = retirement(of: version).map { (Verdict.State.editionRetired, $0) }
        let last = [end(of: version), day.flatMap { ending(of: version, on: $0)?.dueOn }]
        let end = last.compactMap(\.self).min().map { (Verdict.State.expired, $0) }
        guard let retires, let end else { return [retires, end].compactMap(\.self) }
        return end.1 < retires.1 ? [end, retires] : [retires, end]
    }

    /// Whether it ends with its predecessor: the same cycle on new paper (`rules.md` §2).
    package func isReissue(_ version: Version) -> Bool {
        guard let end = end(of: version), let predecessor = predecessor(of: version) else {
            return false
        }
        return self.end(of: predecessor) == end
    }

    /// The milestones that count for a version: its own, and through reissues its predecessors'.
    package func milestones(of version: Version) -> [Milestone] {
        let own = version.milestones.filter { !$0.isVoided }
        guard isReissue(version), let predecessor = predecessor(of: version) else { return own }
        return milestones(of: predecessor) + own
    }

    /// The scheme a version's parent must be of, where its edition requires one.
    package func requiredParent(of version: Version) -> Code? { edition(of: version)?.parentScheme }

    /// The verdict on the parent of a version; nil where none is named.
    func parentVerdict(of version: Version, on day: CivilDate) throws -> Verdict? {
        guard let parent = version.parent, portfolio.evidence[parent] != nil else { return nil }
        return try portfolio.verdict(on: parent, at: day, children: lineage)
    }

    /// The last day in force by the version's own limits and its parent's; nil where open.
    func ownUntil(of version: Version, on day: CivilDate) throws -> CivilDate? {
        let parent =
            requiredParent(of: version) == nil ? nil : try parentVerdict(of: version, on: day)
        return [limits(of: version, on: day).first?.last, parent?.until].compactMap(\.self).min()
    }

    /// The last day in force once every renewal that is already issued has followed without a gap.
    func until(
        from ownUntil: CivilDate?, through pending: [Version], on day: CivilDate
    ) throws -> CivilDate? {
        var until = ownUntil
        for renewal in pending {
            if let until, renewal.start > until.dayAfter { break }
            let stands =
                renewal.terminalEvent(by: day) == nil && renewal.suspension(by: day) == nil
            until = stands ? try self.ownUntil(of: renewal, on: day) : renewal.start.dayBefore
            if let limit = until, limit < renewal.start { until = renewal.start.dayBefore }
        }
        return until
    }
}

extension Verdict.State {
    /// Whether this row takes a certificate out of force.
    var endsForce: Bool {
        switch self {
        case .withdrawn, .cancelled, .editionRetired, .expired, .suspended, .parentInvalid: true
        default: false
        }
    }
}
