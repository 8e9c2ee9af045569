package import AttestryDomain
import AttestryStorage

extension Registry {
    /// What a board is shown on a day: how everything stands, stood and will stand.
    package func overview(asOf day: CivilDate?) throws -> Overview {
        try read(asOf: day) { reading, day in
            let last = day.adding(months: 12)
            let list = try WatchList(reading, clock, on: day, .between(day, last))
            let agreements = try list.of(.agreement)
            let standing = try Standing(list, ConcernRules(day: day), agreements: agreements)
            let watched =
                standing.evidence + agreements + standing.activities
                + (try list.of(.distribution))
            let world = try RegistryWorld(reading)
            let codes = world.evidence.filter { !$0.isVoided && !$0.versions.isEmpty }.map(\.code)
            let (companies, hasMore) = try reading.companies(on: day)
            return Overview(
                organization: list.settings.organization, day: day, figures: standing.figures,
                concerns: standing.concerns, lives: try world.portfolio.lives(of: codes, on: day),
                plan: list.plan(from: day, to: last, of: watched) { _, _ in true },
                companies: companies,
                hasMoreCompanies: hasMore, held: try world.held(on: day, reading))
        }
    }

    /// One evidence over time as it is known on a day. Throws `notFound`.
    package func life(of code: Code, as noun: Scheme.Noun, asOf day: CivilDate?) throws
        -> (life: EvidenceLife, day: CivilDate)
    {
        try read(asOf: day) { reading, day in
            let world = try EvidenceWorld(code, as: noun, reading)
            let lives = try world.portfolio.lives(of: [world.evidence.code], on: day)
            return (lives[0], day)
        }
    }
}

extension Standing {
    fileprivate var figures: Overview.Figures {
        Overview.Figures(
            evidence: counts.evidence, inForce: inForce,
            lapsing: (states[.expiring] ?? 0)
                + evidence.count {
                    $0.verdict?.state == .aging && $0.isInForce
                },
            customers: counts.currentCustomers, agreementsInForce: counts.agreementsInForce,
            openAlerts: alerts?.unresolved)
    }
}
