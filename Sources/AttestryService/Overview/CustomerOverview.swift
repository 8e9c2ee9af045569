import AttestryDomain

/// What customers and agreements bring to one screen: unmet obligations, ends and deadlines.
struct CustomerOverview {
    private let worlds: [CustomerWorld]
    private let day: CivilDate

    init(_ worlds: [CustomerWorld], on day: CivilDate) {
        self.worlds = worlds
        self.day = day
    }

    /// How many customers are recorded.
    var recorded: Int { worlds.count }

    /// How many of them are customers on the day.
    var current: Int { worlds.count { $0.customer.status(on: day) == .customer } }

    /// How many agreements are in force on the day.
    var agreementsInForce: Int {
        worlds.reduce(0) { $0 + $1.gateAgreements(on: day).count { $0.state.isInForce } }
    }

    /// The unmet obligations (`rules.md` §7: `check` calls them critical).
    var concerns: [Concern] {
        worlds.flatMap { world in
            ObligationRules(world.customer, agreements: world.agreements).unmet(on: day).map {
                Concern(
                    severity: .critical, subject: world.customer.code.description,
                    rule: $0.duty.rule, on: $0.since, detail: $0.duty.fact(since: $0.since))
            }
        }
    }

    /// Ends and notice deadlines of the next 365 days, of customers that are no former ones.
    var upcoming: [Status.Upcoming] {
        worlds.filter { $0.customer.status(on: day) != .former }.flatMap { world in
            let rules = AgreementAnchorRules(world.customer, agreements: world.agreements)
            return world.agreements.compactMap { agreement -> Status.Upcoming? in
                guard let anchor = rules.anchor(of: agreement, on: day),
                    (0...365).contains(day.days(until: anchor.on))
                else { return nil }
                return Status.Upcoming(
                    code: agreement.code.description, on: anchor.on, what: anchor.fact)
            }
        }
    }
}
