import AttestryDomain
import AttestryStorage

/// What goes by a code, as it is watched on any day.
struct ExplainedSubject {
    /// The days on which what is watched may become another.
    let turns: Set<CivilDate>
    let watched: (CivilDate) throws -> Watched

    /// Throws `notFound` where nothing goes by the code. Of what cannot be evaluated there is said
    /// what a run would say.
    init(
        _ code: Code, _ settings: Settings, on day: CivilDate, _ reading: ReadTransaction,
        _ clock: Clock
    ) throws {
        let code = try reading.currentSubject(code)
        let found = try reading.damage {
            for kind in AlertSubject.Kind.allCases {
                let lost = try reading.bereft(kind).first { $0.key.name == code.description }
                if let lost { throw lost.value }
            }
            let subject = try ExplainedSubject(readable: code, settings, on: day, reading)
            _ = try subject.watched(day)
            return subject
        }
        switch found {
        case .success(let subject): self = subject
        case .failure(let error):
            let list = try WatchList(reading, clock, on: day, .run)
            let unreadable = try list.unreadable(code, error)
            turns = []
            watched = { _ in unreadable }
        }
    }

    private init(
        readable code: Code, _ settings: Settings, on day: CivilDate, _ reading: ReadTransaction
    ) throws {
        if try reading.has(code, .evidence) {
            let world = try EvidenceWorld(code, as: nil, reading)
            let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: settings.owner)
            turns = try world.portfolio.turns(of: code)
            watched = { try rules.watched(code, on: $0) }
        } else if try reading.has(code, .activity) {
            let activity = try reading.activity(code)
            let last = try reading.rules(of: [activity], on: day)[0].outlook(day)
            turns = []
            watched = { try reading.rules(of: [activity], on: $0)[0].watched(until: last) }
        } else {
            let found =
                try reading.has(code, .agreement) ? AgreementWorld(code, reading) : nil
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

extension WatchList {
    /// What is told of something that cannot be evaluated and goes by a code.
    fileprivate func unreadable(_ code: Code, _ error: RegistryError) throws -> Watched {
        if let key = try reading.key(of: .evidence, code) {
            return try unreadable(evidence: ID(key), error)
        }
        if let key = try reading.key(of: .customer, code) {
            return try unreadable(customer: ID(key), error)
        }
        let activity = try reading.key(of: .activity, code)
        let kind: AlertSubject.Kind = activity == nil ? .agreement : .activity
        let key = try activity ?? reading.key(of: .agreement, code) ?? 0
        let subject = AlertSubject(kind, key: key, name: "\(code)")
        return try unreadable(subject, error, title: "\(kind) \(code)", owner: nil)
    }
}
