/// The anchors of an evidence on a day (`rules.md` §7).
///
/// The anchors are those of the version that comes last in time, started or not, so that a renewal
/// stops the old version's anchors the moment it is recorded, and late history changes nothing.
package struct AnchorRules {
    let portfolio: Portfolio
    let defaultOwner: String?

    /// The rules for this portfolio; `defaultOwner` is who receives what has no owner of its own.
    package init(portfolio: Portfolio, defaultOwner: String?) {
        self.portfolio = portfolio
        self.defaultOwner = defaultOwner
    }

    /// What is watched of an evidence on a day. Throws where it cannot be evaluated.
    package func watched(_ code: Code, on day: CivilDate) throws -> Watched {
        let (evidence, scheme) = try portfolio.lookUp(code)
        let verdict = try portfolio.verdict(on: code, at: day)
        let version = try verdict.version.map { try evidence.version($0) }
        return Watched(
            AlertSubject(.evidence, key: evidence.id.rawValue, name: code.description),
            title: "\(code) (\(scheme.title(of: version, of: evidence)))", owner: evidence.owner,
            target: Ladders.Target(evidence, kind: scheme.kind),
            anchors: try anchors(of: evidence, scheme, on: day), verdict: verdict,
            isDiscontinued: evidence.isDiscontinued(on: day),
            sources: [.evidence(code), .scheme(scheme.code)], silence: evidence.silence(on: day),
            products: evidence.standing.last?.covers ?? [])
    }

    /// The anchors of an evidence, sorted by name and day.
    private func anchors(of evidence: Evidence, _ scheme: Scheme, on day: CivilDate) throws
        -> [Anchor]
    {
        if evidence.isDiscontinued(on: day) || evidence.isVoided { return [] }
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
            let day = evidence.recordedOn
            anchors.append(
                Anchor(
                    .ownerMissing, on: day, recordedOn: day, fact: "nobody receives alerts about it"
                ))
        }
        // Of equal ones the one that was known in time: a renewal recorded late must not make its
        // predecessor's day an old one.
        return Dictionary(grouping: anchors) { "\($0.name) \($0.on)" }
            .sorted { $0.key < $1.key }
            .compactMap { $0.value.first { !$0.isOld } ?? $0.value.first }
    }

    private func reportAnchors(of version: Version, evidence: Evidence, scheme: Scheme) -> [Anchor]
    {
        let freshUntil = ReportRules(scheme: scheme, evidence: evidence).freshUntil(of: version)
        let next = version.report?.period?.end.adding(months: scheme.nextPeriodMonths)
        return [
            version.anchor(.freshUntil, on: freshUntil, "the report is fresh until \(freshUntil)")
                .costing(version),
            next.map {
                version.anchor(
                    .nextPeriodEnd, on: $0, goesOverdue: false, "the next period ends on \($0)")
            },
        ].compactMap(\.self)
    }

    private func certificateAnchors(
        of last: Version, evidence: Evidence, scheme: Scheme, on day: CivilDate
    ) throws -> [Anchor] {
        let rules = CertificateRules(portfolio: portfolio, scheme: scheme, evidence: evidence)
        let verdict = try rules.verdict(onlyOf: last, on: day)
        let isRestorable = verdict.flags.contains(.restorable)
        var anchors = [rules.limitAnchor(of: last, goesOverdue: !isRestorable)?.costing(last)]
            .compactMap(\.self)
        if isRestorable, let limit = rules.restoreLimit(of: last) {
            anchors.append(
                last.anchor(
                    .restoreLimit, on: limit, "the certification body may restore it until \(limit)"
                ))
        }
        let milestones = rules.milestones(of: last)
        anchors += milestones.filter { $0.isOpen(on: day) }.map { due in
            Anchor(
                .milestone, detail: due.kind, on: due.dueOn, recordedOn: due.recordedOn,
                ordinal: milestones.count { $0.kind == due.kind && $0.dueOn <= due.dueOn },
                fact: "\(due.kind) is due by \(due.dueOn)"
            ).costing(last)
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
        if var anchor = rules.gapAnchor(before: last, on: day) {
            // The end of a version that a later one follows after a gap comes second.
            let isSecond = anchors.contains { $0.name == anchor.name && $0.on > anchor.on }
            anchor.ordinal = isSecond ? 2 : 1
            anchors.append(anchor)
        }
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
                    Anchor(.suspended, on: reason.on, recordedOn: recordedOn, fact: reason.fact))
                guard scheme.isAccredited else { continue }
                let limit = reason.on.adding(months: scheme.suspensionMonths)
                anchors.append(
                    Anchor(
                        .suspensionLimit, on: limit, recordedOn: recordedOn,
                        fact: "a suspension ends in restoration or withdrawal by \(limit)"))
            case .parentInvalid:
                anchors.append(version.anchor(.parentInvalid, on: reason.on, reason.fact))
            default: continue
            }
        }
        return anchors
    }
}

extension CertificateRules {
    /// The earlier of end and confirmed retirement of the edition; of equal days the retirement.
    fileprivate func limitAnchor(of version: Version, goesOverdue: Bool) -> Anchor? {
        limits(of: version).first.map { rule, last in
            rule == .expired
                ? version.anchor(
                    .end, on: last, goesOverdue: goesOverdue, "its validity ends on \(last)")
                : version.anchor(
                    .editionRetirement, on: last,
                    "\(retiredTitle(of: version)) retires after \(last)")
        }
    }

    /// The old end, which stays an anchor until a renewal starts that leaves a gap after it.
    fileprivate func gapAnchor(before last: Version, on day: CivilDate) -> Anchor? {
        guard day < last.start, let previous = predecessor(of: last),
            previous.terminalEvent(by: .distantFuture) == nil,
            let anchor = limitAnchor(of: previous, goesOverdue: true),
            last.start > anchor.on.dayAfter
        else { return nil }
        return anchor
    }
}

extension Version {
    /// A day that follows from what was recorded with the version.
    fileprivate func anchor(
        _ kind: AnchorName.Kind, on day: CivilDate, goesOverdue: Bool = true, _ fact: String
    ) -> Anchor {
        Anchor(kind, on: day, recordedOn: recordedOn, goesOverdue: goesOverdue, fact: fact)
    }
}

extension Anchor {
    /// The anchor with what a version says that it costs.
    fileprivate func costing(_ version: Version) -> Anchor {
        var anchor = self
        anchor.cost = Cost.identifier(for: name).flatMap { version.identifiers[$0] }
            .flatMap { try? Cost($0, field: Cost.identifier) }
        return anchor
    }
}

extension Event {
    /// The anchor of an event that ended its version.
    fileprivate func anchor(_ version: Version) -> Anchor {
        Anchor(
            kind == .cancelled ? .cancelled : .withdrawn, on: max(occurredOn, version.start),
            recordedOn: recordedOn, fact: "\(kind.rawValue) on \(occurredOn)")
    }
}

extension Evidence {
    /// Whether it is given up on a day.
    package func isDiscontinued(on day: CivilDate) -> Bool {
        discontinuedOn.map { $0 <= day } ?? false
    }

    /// Why nothing is watched of it on a day.
    fileprivate func silence(on day: CivilDate) -> String {
        if let discontinuedOn, discontinuedOn <= day {
            return "discontinued on \(discontinuedOn): nothing is raised any more"
        }
        return standing.isEmpty ? "it was recorded in error" : "it has no end, and nothing is due"
    }
}

extension Scheme {
    /// The title of an evidence: its own, else that of the edition of a version, else the scheme's.
    ///
    /// An edition that bears another name is one of what the scheme is held against, such as a
    /// catalogue of questions, and does not name the evidence.
    package func title(of version: Version?, of evidence: Evidence) -> String {
        if let own = evidence.title { return own }
        let edition = version?.edition.flatMap { editions[$0]?.title }
        return edition.flatMap { $0.words.first == title.words.first ? $0 : nil } ?? title
    }
}
