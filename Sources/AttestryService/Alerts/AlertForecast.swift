import AttestryDomain

/// Which rungs the days to come will raise, were there a run on each and nothing else recorded.
///
/// Only days on which something can change are looked at: those on which a rung is reached, a
/// snooze ends, or the subject's anchors may become others.
struct AlertForecast {
    /// The plans of today, and those of anchors that appear later.
    private(set) var plans: [AlertPlan] = []
    /// The day on which each rung of an anchor date will be raised.
    private(set) var raised: [AlertKey: [Int: CivilDate]] = [:]

    /// A renewal of twenty years is the furthest that anybody plans; in days.
    static let longest = 7_400

    init(
        of subject: ExplainedSubject, _ ladders: Ladders, _ memory: [AlertKey: AlertPast],
        from day: CivilDate
    ) throws {
        var state = memory
        var last = day
        var asked = day
        var turns = subject.turns
        while true {
            let today = ladders.plans(of: try subject.watched(asked), on: asked) { key, _ in
                state[key] ?? AlertPast()
            }
            for plan in today {
                if !plans.contains(where: { $0.anchor.name == plan.anchor.name }) {
                    // One that comes again each term must not draw the end out for ever.
                    let silent = plan.anchor.on.adding(days: Ladder.longestOverdue + 1)
                    last = max(last, min(silent, day.adding(days: Self.longest)))
                }
                turns.formUnion(plan.ladder.rungs.map { plan.anchor.on.subtracting(days: $0) })
                if let until = plan.past.snoozedUntil { turns.insert(until) }
                if !plans.contains(where: { $0.key == plan.key }) { plans.append(plan) }
                guard let due = plan.due(on: asked) else { continue }
                state[plan.key, default: AlertPast()].add(due, on: asked)
                raised[plan.key, default: [:]][due.rung] = asked
            }
            guard let next = turns.filter({ $0 > asked }).min(), next <= last else { break }
            asked = next
        }
        plans.sort {
            ($0.anchor.name.description, $0.anchor.on) < ($1.anchor.name.description, $1.anchor.on)
        }
    }
}
