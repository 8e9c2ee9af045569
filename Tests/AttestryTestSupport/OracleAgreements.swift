package import AttestryDomain

/// An agreement of the oracle; dates as text.
package struct OracleAgreement: Decodable, Sendable {
    struct Happening: Decodable, Sendable {
        let kind: String
        let occurred_on: String
        let successor: String?
        let voided: Bool
    }

    package let code: String
    let counts_as_nda: Bool
    let renewal: String
    let effective_on: String?
    let ends_on: String?
    let initial_term_months: Int?
    let term_months: Int?
    let notice_days: Int?
    let notice_months: Int?
    let survival_months: Int?
    let survival_basis: String?
    let retention_months: Int
    let expiring_days: Int
    let events: [Happening]
    let releases: [String]

    /// The agreement in the product's values, of a kind that satisfies a duty.
    package func agreement(satisfying duty: AgreementKind.Duty? = nil) throws -> Agreement {
        let recorded = CivilDate(dayNumber: 0)
        let kind = AgreementKind(
            code: try Code("kind", field: "kind"), title: "Kind", countsAsNDA: counts_as_nda,
            satisfies: duty, retentionMonths: retention_months, expiringDays: expiring_days)
        return Agreement(
            id: ID(0), code: try Code(code, field: "code"),
            customer: try Code("acme", field: "customer"), kind: kind,
            terms: terms, recordedOn: recorded,
            events: events.enumerated().compactMap { index, event in
                AgreementEvent.Kind(rawValue: event.kind).map {
                    AgreementEvent(
                        id: ID(Int64(index)), kind: $0, occurredOn: day(event.occurred_on),
                        successor: event.successor.flatMap { Code($0) }, recordedOn: recorded,
                        isVoided: event.voided)
                }
            })
    }

    /// The last release by a day that relied on it.
    package func lastRelease(by limit: CivilDate) -> CivilDate? {
        releases.map { day($0) }.filter { $0 <= limit }.max()
    }

    private var terms: AgreementTerms {
        var terms = AgreementTerms()
        terms.effectiveOn = effective_on.map { day($0) }
        terms.renewal = .init(rawValue: renewal)
        terms.endsOn = ends_on.map { day($0) }
        (terms.initialTermMonths, terms.termMonths) = (initial_term_months, term_months)
        (terms.noticeDays, terms.noticeMonths) = (notice_days, notice_months)
        terms.survivalBasis = survival_basis.flatMap { .init(rawValue: $0) }
        terms.survivalMonths = survival_months
        return terms
    }
}

/// Agreements of one customer, a question about one of them, and the oracle's answer.
package struct OracleAgreementCase: Decodable, Sendable {
    package let agreements: [OracleAgreement]
    package let ask: String
    package let as_of: String
    package let expected: OracleStanding

    /// The product's answer in the oracle's words.
    package func standing() throws -> OracleStanding {
        let agreements = try agreements.map { try $0.agreement() }
        let byCode = Dictionary(agreements.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        let asked = day(as_of)
        let index = agreements.firstIndex { $0.code.description == ask } ?? 0
        return OracleStanding(
            AgreementRules(agreements[index], successors: byCode).standing(
                on: asked, lastRelease: self.agreements[index].lastRelease(by: asked)))
    }
}

/// A standing in plain texts, as both sides can write it.
package struct OracleStanding: Decodable, Equatable, Sendable {
    package let state: String
    package let since: String?
    package let in_force: Bool
    package let flags: [String]
    package let term_start: String?
    package let term_end: String?
    package let notice_deadline: String?
    package let ended_on: String?
    package let survival_until: String?
    package let survives_indefinitely: Bool
    package let retain_until: String?
    package let retained_indefinitely: Bool

    /// The product's standing in the oracle's words.
    package init(_ standing: AgreementStanding) {
        state = standing.state.rawValue
        since = standing.since?.description
        in_force = standing.isInForce
        flags = standing.sortedFlags
        term_start = standing.termStart?.description
        term_end = standing.termEnd?.description
        notice_deadline = standing.noticeDeadline?.description
        ended_on = standing.endedOn?.description
        survival_until = standing.survivalUntil?.description
        survives_indefinitely = standing.survivesIndefinitely
        retain_until = standing.retainUntil?.description
        retained_indefinitely = standing.isRetainedIndefinitely
    }
}

/// A customer's contract of the oracle; dates as text.
package struct OracleContract: Decodable, Sendable {
    let since: String
    let until: String?
}

extension CustomerRules {
    /// The rules for a customer that handles health data, with agreements that cover it.
    package init(_ contracts: [OracleContract], _ agreements: [OracleAgreement]) throws {
        let recorded = CivilDate(dayNumber: 0)
        let customer = Customer(
            id: ID(1), code: try Code("acme", field: "code"), name: "Acme", handlesPHI: true,
            recordedOn: recorded,
            contracts: contracts.enumerated().map { index, span in
                Contract(
                    id: ID(Int64(index)), sinceOn: day(span.since),
                    untilOn: span.until.map { day($0) }, recordedOn: recorded)
            })
        self.init(customer, agreements: try agreements.map { try $0.agreement(satisfying: .phi) })
    }
}

/// A customer's contracts and agreements, and whether an obligation is unmet on a day.
package struct OracleObligationCase: Decodable, Sendable {
    package struct Answer: Decodable, Equatable, Sendable {
        package let unmet: Bool
        package let since: String?
    }

    let contracts: [OracleContract]
    let agreements: [OracleAgreement]
    package let as_of: String
    package let expected: Answer

    /// The product's answer in the oracle's words.
    package func answer() throws -> Answer {
        let unmet = try CustomerRules(contracts, agreements).unmet(on: day(as_of)).first
        return Answer(unmet: unmet != nil, since: unmet?.since.description)
    }
}
