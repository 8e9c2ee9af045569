package import AttestryDomain
import AttestryStorage

/// One screen's worth: what is wrong now, what lapses next, what is missing.
package struct Status: Sendable {
    /// Something that lies ahead.
    package struct Upcoming: Sendable {
        /// The evidence or the agreement.
        package let code: String
        /// The day.
        package let on: CivilDate
        /// What happens then.
        package let what: String
    }

    /// The name of the organization.
    package let organization: String
    /// The day asked about.
    package let day: CivilDate
    /// How many pieces of evidence are recorded.
    package let evidence: Int
    /// How many of them are in force on the day.
    package let inForce: Int
    /// How many pieces of evidence are in each state.
    package let states: [Verdict.State: Int]
    /// What is wrong, the critical things first.
    package let concerns: [Concern]
    /// What lies ahead within the next year, the nearest first.
    package let upcoming: [Upcoming]
    /// What is not recorded and should be.
    package let missing: [Concern]
    /// The last run of the alerts.
    package let lastRun: AlertRun?
    /// How many alerts are unresolved.
    package let unresolvedAlerts: Int
    /// How the deliveries stand.
    package let outbox: OutboxState
    /// How many customers are recorded, and how many of them are customers on the day.
    package let customers: (recorded: Int, current: Int)
    /// How many agreements are in force on the day.
    package let agreementsInForce: Int

    /// The status as scripts read it.
    package var json: JSONValue {
        [
            "organization": .string(organization), "as_of": .text(day),
            "evidence": .number(evidence), "in_force": .number(inForce),
            "states": .object(
                Dictionary(
                    uniqueKeysWithValues: states.map { ($0.key.rawValue, .number($0.value)) })),
            "concerns": .array(concerns.map(\.json)),
            "upcoming": .array(
                upcoming.map {
                    ["code": .string($0.code), "on": .text($0.on), "what": .string($0.what)]
                }),
            "missing": .array(missing.map(\.json)),
            "customers": .number(customers.recorded),
            "current_customers": .number(customers.current),
            "agreements_in_force": .number(agreementsInForce),
            "last_alert_run": .text(lastRun?.day), "unresolved_alerts": .number(unresolvedAlerts),
            "messages_waiting": .number(outbox.waiting), "messages_failed": .number(outbox.failed),
        ]
    }
}

extension Concern {
    /// The concern as scripts read it.
    package var json: JSONValue {
        [
            "severity": .string(severity.rawValue), "subject": .string(subject),
            "rule": .text(rule), "on": .text(on), "detail": .string(detail),
        ]
    }
}

extension Registry {
    /// What holds, what is about to lapse, what is missing on a day.
    package func status(asOf day: CivilDate?) throws -> Status {
        try read(asOf: day) { reading, day in
            let last = day.adding(days: 365)
            let list = try WatchList(reading, clock, on: day, .between(day, last))
            let standing = try Standing(list, ConcernRules(day: day), at: clock.now())
            let missing = standing.evidence.flatMap(standing.rules.missing)
                .sorted { ($0.subject, $0.rule.description) < ($1.subject, $1.rule.description) }
            let upcoming = (standing.evidence + (try list.of(.agreement)))
                .flatMap { $0.upcoming(from: day, to: last, list) }
                .sorted { ($0.on, $0.code) < ($1.on, $1.code) }
            return Status(
                organization: list.settings.organization, day: day,
                evidence: standing.counts.evidence, inForce: standing.inForce,
                states: standing.states, concerns: standing.concerns, upcoming: upcoming,
                missing: missing, lastRun: standing.lastRun,
                unresolvedAlerts: try reading.unresolvedAlerts().values.reduce(0, +),
                outbox: standing.outbox,
                customers: (standing.counts.customers, standing.counts.currentCustomers),
                agreementsInForce: standing.counts.agreementsInForce)
        }
    }
}

extension Watched {
    /// What is to be kept in mind of it between two days.
    fileprivate func upcoming(from first: CivilDate, to last: CivilDate, _ list: WatchList)
        -> [Status.Upcoming]
    {
        anchors.filter { anchor in
            // What is out of force does not lapse; what may be done about it still counts.
            let isLost = anchor.name.kind.loss == .evidence && verdict?.isInForce == false
            return (first...last).contains(anchor.on) && anchor.name.kind != .ownerMissing
                && !isLost && !list.isSilenced(anchor, of: self)
        }.map { Status.Upcoming(code: subject.name, on: $0.on, what: $0.fact) }
    }
}
