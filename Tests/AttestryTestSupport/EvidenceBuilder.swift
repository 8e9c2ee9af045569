package import AttestryDomain

/// Builds evidence for the rules, one version after the other.
package struct EvidenceBuilder: Sendable {
    private var evidence: Evidence
    private static let recorded = CivilDate(dayNumber: 0)

    /// Evidence of a scheme of the catalogue, without versions; its code is the scheme's.
    package init(_ scheme: Code, code: Code? = nil, owner: String? = nil) {
        evidence = Evidence(
            id: ID(1), code: code ?? scheme, scheme: scheme, owner: owner,
            recordedOn: Self.recorded)
    }

    /// The evidence as built so far.
    package var built: Evidence { evidence }

    /// A further version of something with a validity.
    package func version(
        _ edition: String? = nil, issued: String, from: String? = nil, expires: String? = nil,
        parent: String? = nil, recorded: String? = nil
    ) -> EvidenceBuilder {
        var content = VersionContent(issuedOn: day(issued))
        content.edition = edition
        content.parent = parent.flatMap { Code($0) }
        content.validFrom = from.map { day($0) }
        content.expiresOn = expires.map { day($0) }
        return adding(content, recordedOn: recorded.map { day($0) })
    }

    /// A further report on a period.
    package func report(
        _ start: String, _ end: String, issued: String, opinion: Report.Opinion = .unqualified,
        edition: String? = nil
    ) -> EvidenceBuilder {
        var content = VersionContent(issuedOn: day(issued))
        content.edition = edition
        content.opinion = opinion
        (content.periodStart, content.periodEnd) = (day(start), day(end))
        return adding(content)
    }

    /// Something that happened to the last version.
    package func event(_ kind: Event.Kind, _ on: String) -> EvidenceBuilder {
        changingLast { version in
            version.events.append(
                Event(
                    id: ID(Int64(version.events.count + 1)), kind: kind, occurredOn: day(on),
                    recordedOn: Self.recorded))
        }
    }

    /// Something due in the last version's life.
    package func milestone(_ kind: String, due: String, done: String? = nil) -> EvidenceBuilder {
        changingLast { version in
            version.milestones.append(
                Milestone(
                    id: ID(Int64(version.milestones.count + 1)), kind: kind, dueOn: day(due),
                    doneOn: done.map { day($0) }, recordedOn: Self.recorded))
        }
    }

    /// A bridge letter of the last version.
    package func letter(_ from: String, _ to: String, signed: String) -> EvidenceBuilder {
        changingLast { version in
            version.bridgeLetters.append(
                BridgeLetter(
                    id: ID(1), fromOn: day(from), toOn: day(to), signedOn: day(signed),
                    signer: "somebody"))
        }
    }

    /// The last version marked as recorded in error.
    package func voided() -> EvidenceBuilder {
        changingLast { $0.isVoided = true }
    }

    private func adding(_ content: VersionContent, recordedOn: CivilDate? = nil)
        -> EvidenceBuilder
    {
        var copy = self
        let number = evidence.versions.count + 1
        copy.evidence.versions.append(
            Version(
                id: ID(Int64(number)), version: number, content: content,
                recordedOn: recordedOn ?? Self.recorded))
        return copy
    }

    private func changingLast(_ change: (inout Version) -> Void) -> EvidenceBuilder {
        var copy = self
        if var last = copy.evidence.versions.popLast() {
            change(&last)
            copy.evidence.versions.append(last)
        }
        return copy
    }
}

extension [EvidenceBuilder] {
    /// The verdict on the first of them on a day; the others are there to be its parents.
    package func verdict(on asked: String, schemes: [Scheme], version: Int? = nil) throws -> Verdict
    {
        let portfolio = Portfolio(schemes: schemes, evidence: map(\.built))
        let code = self[0].built.code
        return try version.map {
            try portfolio.verdict(on: code, version: $0, at: day(asked))
        } ?? portfolio.verdict(on: code, at: day(asked))
    }
}
