import AttestryDomain
import AttestryStorage

/// What goes by a code, as it is watched on any day.
struct ExplainedSubject {
    /// The days on which what is watched may become another.
    let turns: Set<CivilDate>
    let watched: (CivilDate) throws -> Watched

    /// Throws `notFound` where nothing goes by the code.
    init(_ code: Code, _ settings: Settings, on day: CivilDate, _ reading: ReadTransaction) throws {
        let code = try reading.currentSubject(code)
        if try reading.hasEvidence(code) {
            let world = try EvidenceWorld(code, as: nil, reading)
            let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: settings.owner)
            turns = try world.portfolio.turns(of: code)
            watched = { try rules.watched(code, on: $0) }
        } else {
            let found =
                try reading.hasAgreement(code) ? AgreementWorld(code, reading) : nil
            let world = try found?.world ?? CustomerWorld(reading.customer(code), reading)
            let rules = CustomerRules(world.customer, agreements: world.agreements)
            turns = rules.turns(until: day.adding(days: AlertForecast.longest))
            watched = { day in
                found.map { rules.watched($0.agreement, on: day) }
                    ?? rules.watchedObligations(on: day)
            }
        }
    }
}
