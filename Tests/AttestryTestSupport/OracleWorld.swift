package import AttestryDomain
package import AttestryService
import AttestryStorage

/// A random world of the oracle, a question about it, and the answer that the oracle gives.
package struct OracleCase: Decodable, Sendable {
    package let evidence: [OracleEvidence]
    package let ask: String
    package let as_of: String
    package let expected: OracleVerdict
}

/// One evidence of such a world.
package struct OracleEvidence: Decodable, Sendable {
    package let code: String
    package let scheme: String
    package let versions: [OracleVersion]
    let discontinued_on: String?
}

/// One version of such an evidence; dates as text.
package struct OracleVersion: Decodable, Sendable {
    struct Happening: Decodable, Sendable {
        let kind: String
        let occurred_on: String
        let recorded_on: String?
        let voided: Bool?
    }

    struct Due: Decodable, Sendable {
        let kind: String
        let due_on: String
        let done_on: String?
        let recorded_on: String?
        let voided: Bool?
    }

    struct Letter: Decodable, Sendable {
        let from_on: String
        let to_on: String
        let signed_on: String
        let voided: Bool?
    }

    let version: Int?
    let edition: String?
    let parent: String?
    let issued_on: String
    let valid_from: String?
    let expires_on: String?
    let period_start: String?
    let period_end: String?
    let as_of_on: String?
    let opinion: String?
    let voided: Bool?
    let recorded_on: String?
    let events: [Happening]?
    let milestones: [Due]?
    let bridge_letters: [Letter]?
}

/// A verdict in plain texts, as both sides can write it.
package struct OracleVerdict: Decodable, Equatable, Sendable {
    package struct Reason: Decodable, Equatable, Sendable {
        package let rule: String
        package let on: String
    }

    package struct Gap: Decodable, Equatable, Sendable {
        package let from: String
        package let to: String
        package let days: Int
    }

    package let state: String
    package let since: String?
    package let until: String?
    package let in_force: Bool
    package let flags: [String]
    package let reasons: [Reason]
    package let fresh_until: String?
    package let comfort_until: String?
    package let gaps: [Gap]

    /// The product's verdict in the oracle's words.
    package init(_ verdict: Verdict) {
        state = verdict.state.rawValue
        since = verdict.since?.description
        until = verdict.until?.description
        in_force = verdict.isInForce
        flags = verdict.sortedFlags
        reasons = verdict.reasons.map { Reason(rule: $0.rule.rawValue, on: "\($0.on)") }
        fresh_until = verdict.freshUntil?.description
        comfort_until = verdict.comfortUntil?.description
        gaps = verdict.gaps.map { Gap(from: "\($0.from)", to: "\($0.to)", days: $0.days) }
    }
}

extension OracleVersion {
    /// What the document says, in the product's values.
    package var content: VersionContent {
        var content = VersionContent(issuedOn: day(issued_on))
        content.edition = edition
        content.parent = parent.flatMap { Code($0) }
        content.validFrom = valid_from.map { day($0) }
        content.expiresOn = expires_on.map { day($0) }
        content.opinion = opinion.flatMap(Report.Opinion.init)
        content.asOfOn = as_of_on.map { day($0) }
        content.periodStart = period_start.map { day($0) }
        content.periodEnd = period_end.map { day($0) }
        return content
    }

    func version(_ number: Int, key: Int64) -> Version {
        return Version(
            id: ID(key), version: version ?? number, content: content,
            recordedOn: recordingDay(recorded_on),
            isVoided: voided ?? false,
            events: (events ?? []).enumerated().compactMap { index, event in
                Event.Kind(rawValue: event.kind).map {
                    Event(
                        id: ID(key * 1000 + Int64(index)), kind: $0,
                        occurredOn: day(event.occurred_on),
                        recordedOn: recordingDay(event.recorded_on),
                        isVoided: event.voided ?? false)
                }
            },
            milestones: (milestones ?? []).enumerated().map { index, milestone in
                Milestone(
                    id: ID(key * 1000 + Int64(index)), kind: milestone.kind,
                    dueOn: day(milestone.due_on),
                    doneOn: milestone.done_on.map { day($0) },
                    recordedOn: recordingDay(milestone.recorded_on),
                    isVoided: milestone.voided ?? false)
            },
            bridgeLetters: (bridge_letters ?? []).enumerated().map { index, letter in
                BridgeLetter(
                    id: ID(key * 1000 + Int64(index)),
                    fromOn: day(letter.from_on),
                    toOn: day(letter.to_on),
                    signedOn: day(letter.signed_on), signer: "somebody",
                    isVoided: letter.voided ?? false)
            })
    }
}

/// The day on which something was recorded; long ago where the oracle does not care.
private func recordingDay(_ text: String?) -> CivilDate {
    text.map { day($0) } ?? CivilDate(dayNumber: 0)
}

extension [OracleEvidence] {
    /// The evidence in the product's values.
    package func portfolio(schemes: [Scheme]) throws -> Portfolio {
        Portfolio(
            schemes: schemes,
            evidence: try enumerated().map { index, item in
                Evidence(
                    id: ID(Int64(index)), code: try Code(item.code, field: "code"),
                    scheme: try Code(item.scheme, field: "scheme"),
                    discontinuedOn: item.discontinued_on.map { day($0) },
                    recordedOn: recordingDay(nil),
                    versions: item.versions.enumerated().map { number, version in
                        version.version(number + 1, key: Int64(index * 100 + number + 1))
                    })
            })
    }
}

extension OracleCase {
    /// The product's answer to the question.
    package func verdict(schemes: [Scheme]) throws -> Verdict {
        let portfolio = try evidence.portfolio(schemes: schemes)
        let reference = try VersionReference(ask)
        let asked = day(as_of)
        return try reference.version.map {
            try portfolio.verdict(on: reference.code, version: $0, at: asked)
        } ?? portfolio.verdict(on: reference.code, at: asked)
    }
}

extension Catalogue {
    /// The schemes of the program's catalogue, as the rules see them.
    package static func builtInSchemes() throws -> [Scheme] {
        try builtIn().schemes.map { try $0.scheme() }
    }
}
