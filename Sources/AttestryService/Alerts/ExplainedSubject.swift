import AttestryDomain
import AttestryStorage

/// What goes by a code, as it is watched on any day.
struct ExplainedSubject {
    /// The days on which what is watched may become another.
    let turns: Set<CivilDate>
    let watched: (CivilDate) throws -> Watched

    /// Throws `notFound` where nothing goes by the code.
    init(_ code: Code, _ settings: Settings, on day: CivilDate, _ reading: ReadTransaction) throws {
        try reading.checkSubject(code)
        let last = day.adding(days: AlertForecast.longest)
        if try reading.hasEvidence(code) {
            let world = try EvidenceWorld(code, as: nil, reading)
            let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: settings.owner)
            turns = try rules.turns(of: code)
            watched = { try rules.watched(code, on: $0) }
        } else if try reading.hasAgreement(code) {
            let found = try AgreementWorld(code, reading)
            let rules = CustomerRules(
                found.world.customer, agreements: found.world.agreements)
            turns = rules.turns(until: last)
            watched = { rules.watched(found.agreement, on: $0) }
        } else {
            let world = try CustomerWorld(reading.customer(code), reading)
            let rules = CustomerRules(world.customer, agreements: world.agreements)
            turns = rules.turns(until: last)
            watched = { rules.watchedObligations(on: $0) }
        }
    }
}
