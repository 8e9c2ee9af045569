package import AttestryDomain

/// An evidence as the outside sees it on a day: the version that is judged, its verdict, its past.
package struct EvidenceDocument: Sendable {
    /// The evidence.
    package let evidence: Evidence
    /// Its scheme.
    package let scheme: Scheme
    /// The version that is shown: the one named, else the current one; nil where none stands.
    package let version: Version?
    /// The verdict on it.
    package let verdict: Verdict
    /// The verdicts on each version alone.
    package let history: [Int: Verdict]
    /// The milestones that count for the version shown.
    package let milestones: [Milestone]
    /// The day asked about.
    package let day: CivilDate
    /// Whether one version was asked for rather than the current one.
    package let namesVersion: Bool

    /// The document of a version reference on a day. Throws `notFound`.
    init(_ world: EvidenceWorld, _ reference: VersionReference, on day: CivilDate) throws {
        let code = world.evidence.code
        evidence = world.evidence
        scheme = world.scheme
        self.day = day
        namesVersion = reference.version != nil
        let number = reference.version
        verdict =
            try number.map { try world.portfolio.verdict(on: code, version: $0, at: day) }
            ?? world.portfolio.verdict(on: code, at: day)
        version = try (number ?? verdict.version).map { try world.evidence.version($0) }
        var history: [Int: Verdict] = [:]
        for version in world.evidence.versions {
            history[version.version] = try world.portfolio.verdict(
                on: code, version: version.version, at: day)
        }
        self.history = history
        milestones =
            try scheme.kind == .report ? [] : version.map { try world.milestones(of: $0) } ?? []
    }

    /// A line of a list: no history.
    init(_ evidence: Evidence, in portfolio: Portfolio, on day: CivilDate) throws {
        self.evidence = evidence
        scheme = try portfolio.lookUp(evidence.code).scheme
        verdict = try portfolio.verdict(on: evidence.code, at: day)
        version = try verdict.version.map { try evidence.version($0) }
        history = [:]
        milestones = []
        namesVersion = false
        self.day = day
    }

    /// `CODE`, or `CODE@N` where one version was asked for.
    package var name: String {
        namesVersion
            ? VersionReference(code: evidence.code, version: version?.version).description
            : evidence.code.description
    }

    /// The evidence's own title, else the edition's, else the scheme's.
    package var title: String {
        evidence.title ?? version?.edition.flatMap { scheme.editions[$0]?.title } ?? scheme.title
    }
}

extension EvidenceDocument {
    /// The day on which a public registry changes how it lists the version: so many months after
    /// its start; nil where the scheme has no such registry.
    package func listingLimit(_ months: Int?) -> CivilDate? {
        guard let months else { return nil }
        return version?.start.adding(months: months)
    }

    /// What a show says beside its columns (`cli.md`, "Shapes scripts rely on").
    package var details: [String: JSONValue] {
        var fields: [String: JSONValue] = [
            "as_of": .text(day), "release_class": .string(scheme.releaseClass.rawValue),
            "versions": .array(evidence.versions.map(entry)), "verdict": verdict.json,
        ]
        if scheme.kind == .report {
            fields["bridge_letters"] = .array(
                (version?.bridgeLetters ?? []).filter { !$0.isVoided }.map(\.json))
            fields["gaps"] = .array(verdict.gaps.map(\.json))
        } else {
            fields["milestones"] = .array(
                milestones.map { milestone in
                    [
                        "kind": .string(milestone.kind), "due_on": .text(milestone.dueOn),
                        "done_on": .text(milestone.doneOn),
                        "overdue": .bool(milestone.isOverdue(on: day)),
                    ]
                })
        }
        return fields
    }

    /// The document as scripts read it.
    package var json: JSONValue {
        JSONValue(self, Self.columns(of: scheme.kind.noun), and: details)
    }

    private func entry(_ version: Version) -> JSONValue {
        let kept = VersionContent.columns.map { ($0.name, $0.value(version.content)) }
        return JSONValue.object(Dictionary(kept) { first, _ in first }).adding([
            "version": .number(version.version), "edition": .text(version.edition),
            "parent": .text(version.parent), "voided": .bool(version.isVoided),
            "recorded_on": .text(version.recordedOn),
            "events": .array(
                version.events.map { event in
                    [
                        "kind": .string(event.kind.rawValue),
                        "occurred_on": .text(event.occurredOn),
                        "reason": .text(event.reason), "voided": .bool(event.isVoided),
                        "recorded_on": .text(event.recordedOn),
                    ]
                }),
            "verdict": history[version.version]?.json ?? .null,
        ])
    }
}

extension Verdict {
    /// The verdict as scripts read it.
    package var json: JSONValue {
        [
            "state": .string(state.rawValue), "since": .text(since), "until": .text(until),
            "in_force": .bool(isInForce), "flags": .texts(sortedFlags),
            "reasons": .array(
                reasons.map { reason in
                    [
                        "rule": .string(reason.rule.rawValue), "on": .text(reason.on),
                        "fact": .string(reason.fact),
                    ]
                }),
        ]
    }
}

extension Verdict.Gap {
    fileprivate var json: JSONValue {
        ["from": .text(from), "to": .text(to), "days": .number(days)]
    }
}

extension BridgeLetter {
    fileprivate var json: JSONValue {
        [
            "from": .text(fromOn), "to": .text(toOn), "signed_on": .text(signedOn),
            "signer": .string(signer),
        ]
    }
}
