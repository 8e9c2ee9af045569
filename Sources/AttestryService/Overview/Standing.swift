package import AttestryDomain
import AttestryStorage

/// How everything stands on a day: what is wrong, and how much of what is recorded is in force.
package struct Standing: Sendable {
    let rules: ConcernRules
    /// The evidence of which something is to be said; all other is in force and stays so.
    let evidence: [Watched]
    let counts: RecordedCounts
    /// What is wrong, the critical things first.
    package let concerns: [Concern]
    package let lastRun: AlertRun?
    package let outbox: OutboxState

    init(_ list: WatchList, _ rules: ConcernRules, at now: Timestamp) throws {
        self.rules = rules
        evidence = try list.of(.evidence)
        counts = try list.reading.counts(on: list.day)
        lastRun = try list.reading.lastAlertRun()
        outbox = try list.reading.outboxState()
        let runs = counts.evidence == 0 ? nil : rules.concern(lastRun: lastRun)
        concerns =
            ((evidence + (try list.of(.customer))).flatMap(rules.concerns)
            + outbox.concerns(at: now) + [runs].compactMap(\.self)).byUrgency
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

    /// Whether nothing is recorded yet.
    package var isEmpty: Bool { counts.evidence == 0 && counts.customers == 0 }

    /// How much of what is recorded holds, in lines for a person.
    package var summary: [String] {
        let customers =
            "\(counts.currentCustomers) customers, "
            + "\(counts.agreementsInForce) agreements in force"
        return ["\(inForce) of \(counts.evidence) in force"]
            + (counts.customers > 0 ? [customers] : [])
    }
}
