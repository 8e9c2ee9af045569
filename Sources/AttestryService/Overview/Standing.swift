package import AttestryDomain
import AttestryStorage

/// How everything stands on a day: what is wrong, and how much of what is recorded is in force.
package struct Standing: Sendable {
    let rules: ConcernRules
    /// The evidence of which something is to be said; all other is in force and stays so.
    let evidence: [Watched]
    /// The activities that go on, of which that is in force which is kept.
    let activities: [Watched]
    let counts: RecordedCounts
    /// What is wrong, the critical things first.
    package let concerns: [Concern]
    /// How the alerts do; nil on another day than today, of which nobody can say it.
    package let alerts: Alerts?

    /// How the alerts do today.
    package struct Alerts: Sendable {
        package let lastRun: AlertRun?
        package let outbox: OutboxState
        /// How many alerts are unresolved.
        package let unresolved: Int
    }

    /// How everything stands on the day of a list; `agreements` are those that may end by the last
    /// day that the rules look at.
    init(_ list: WatchList, _ rules: ConcernRules, agreements: [Watched]) throws {
        self.rules = rules
        let reading = list.reading
        // What was recorded in error exists on no day.
        evidence = try list.of(.evidence).filter { $0.verdict?.state != Verdict.State.none }
        activities = try list.of(.activity).filter { !$0.isDiscontinued }
        counts = try reading.counts(on: list.day)
        let isToday = try list.clock.today(in: list.settings.timeZone) == list.day
        alerts =
            isToday
            ? Alerts(
                lastRun: try reading.lastAlertRun(), outbox: try reading.outboxState(),
                unresolved: try reading.unresolvedAlerts().values.reduce(0, +)) : nil
        var concerns = (evidence + agreements + activities + (try list.of(.customer))).flatMap {
            watched in
            rules.concerns(about: watched) { list.isSilenced($0, of: watched) }
        }
        if let alerts {
            concerns += alerts.outbox.concerns(at: list.clock.now())
            if counts.evidence > 0 || !activities.isEmpty,
                let runs = rules.concern(lastRun: alerts.lastRun)
            {
                concerns.append(runs)
            }
        }
        concerns += reading.damages.map(Concern.init)
        self.concerns = concerns.byUrgency
    }

    /// How many pieces of evidence are in each state.
    var states: [Verdict.State: Int] {
        var states = Dictionary(grouping: evidence.compactMap(\.verdict), by: \.state)
            .mapValues(\.count)
        let others = counts.evidence - evidence.count
        if others > 0 { states[.active, default: 0] += others }
        return states
    }

    /// How many pieces of evidence are in force.
    var inForce: Int {
        counts.evidence - evidence.count { !($0.verdict?.isInForce ?? false) }
    }

    /// How many activities are kept.
    var activitiesKept: Int { activities.count(where: \.isInForce) }

    /// Whether nothing is recorded yet.
    package var isEmpty: Bool {
        counts.evidence == 0 && counts.customers == 0 && activities.isEmpty
    }

    /// How much of what is recorded holds, in lines for a person.
    package var summary: [String] {
        let customers =
            counts.currentCustomers.of("customer") + ", "
            + counts.agreementsInForce.of("agreement") + " in force"
        return ["\(inForce) of \(counts.evidence) in force"]
            + (counts.customers > 0 ? [customers] : [])
            + (activities.isEmpty
                ? []
                : ["\(activitiesKept) of \(activities.count.of("activity")) kept"])
    }
}
