package import AttestryDomain
import AttestryStorage

/// Each anchor about one code with its rungs: what was raised, what will be, and why the rest is
/// not.
package struct AlertExplanation: Sendable {
    /// One rung of the ladder of an anchor, or several of which the same becomes.
    package struct Rung: Sendable {
        fileprivate let plan: AlertPlan
        fileprivate var rungs: [Int]
        fileprivate let outcome: String

        /// The day on which it is reached; of several none stands for all.
        fileprivate var firesOn: CivilDate? {
            rungs.count == 1 ? rungs.first.map { plan.anchor.on.subtracting(days: $0) } : nil
        }
    }

    private let code: Code
    private let day: CivilDate
    private let ladders: Ladders
    private let memory: [AlertKey: AlertPast]
    private let watched: Watched
    private let forecast: AlertForecast
    /// Who would be told; nil for nobody.
    package let recipient: String?

    init(of code: Code, on day: CivilDate, _ reading: ReadTransaction, _ clock: Clock) throws {
        self.code = code
        self.day = day
        let settings = try reading.settings()
        ladders = try reading.ladders()
        memory = try reading.pasts(.about(code), by: day)
        let subject = try ExplainedSubject(code, settings, on: day, reading, clock)
        watched = try subject.watched(day)
        forecast = try AlertForecast(of: subject, ladders, memory, from: day)
        recipient = watched.owner ?? settings.owner
    }

    /// The rungs of all anchors.
    package var rungs: [Rung] { forecast.plans.flatMap(rungs) }

    /// The rungs of all anchors, those one after the other of which the same becomes in one.
    package var foldedRungs: [Rung] {
        forecast.plans.flatMap { plan in
            rungs(plan).reduce(into: [Rung]()) { folded, rung in
                if folded.last?.outcome == rung.outcome {
                    folded[folded.count - 1].rungs += rung.rungs
                } else {
                    folded.append(rung)
                }
            }
        }
    }

    /// What each anchor is, and whose ladder counts for it.
    package var anchors: [(name: String, text: String)] {
        forecast.plans.map { plan in
            let anchor = plan.anchor
            return (
                anchor.name.description,
                "\(anchor.name) \(anchor.on)\(anchor.isOld ? " (old)" : ""): \(anchor.fact) "
                    + "[ladder of \(source(of: plan))]"
            )
        }
    }

    /// Why nothing will be raised, where there are no anchors.
    package var silence: String? { forecast.plans.isEmpty ? watched.silence : nil }

    private func rungs(_ plan: AlertPlan) -> [Rung] {
        plan.ladder.rungs.map { Rung(plan: plan, rungs: [$0], outcome: outcome(of: $0, in: plan)) }
    }

    private func source(of plan: AlertPlan) -> String {
        guard let rule = ladders.rule(for: plan.anchor.name, of: plan.watched.target) else {
            return "any"
        }
        let user = rule.origin == .user ? "(user)" : nil
        return [rule.scope.rawValue, rule.scopeCode, user].compactMap(\.self)
            .joined(separator: " ")
    }

    private func outcome(of rung: Int, in plan: AlertPlan) -> String {
        let raised = memory[plan.key]?.alerts ?? []
        let skipper = raised.first { $0.skipped.contains(rung) }
        if let alert = raised.first(where: { $0.rung == rung }) {
            let again = forecast.raised[plan.key]?[rung].map { ", again on \($0)" } ?? ""
            return "raised on \(alert.raisedOn)\(alert.isOld ? ", as old" : "")\(again)"
        }
        if let coming = forecast.raised[plan.key]?[rung] {
            let old = plan.anchor.isOld ? ", once: it was long past when it was recorded" : ""
            return coming == day ? "due: the next run raises it\(old)" : "fires on \(coming)"
        }
        if let skipper { return "skipped on \(skipper.raisedOn) for rung \(skipper.rung)" }
        if plan.anchor.isOld, !plan.watched.stillSuffers(from: plan.anchor) {
            return "never: it was long past when it was recorded, and nothing is wrong now"
        }
        let fires = plan.anchor.on.subtracting(days: rung)
        if plan.past.isAcknowledged, rung > 0 { return "never: it is acknowledged" }
        if let until = plan.past.snoozedUntil, max(fires, day) < until {
            return "never: it is put off until \(until)"
        }
        if fires > day {
            return plan.anchor.name.kind == .end && rung < 0
                ? "never: the limit for restoring it is warned of instead"
                : "never: nothing is left to warn of by then"
        }
        let urgent = plan.ladder.reached(on: day, anchor: plan.anchor.on).last ?? rung
        return "never: rung \(urgent) is more urgent and was reached too"
    }
}

extension AlertExplanation {
    package static let columns: [Column<Rung>] = [
        Column("anchor") { .text($0.plan.anchor.name) },
        Column("anchor_on") { .text($0.plan.anchor.on) },
        Column("rung") { rung in
            rung.rungs.count == 1
                ? .number(rung.rungs[0])
                : .string(rung.rungs.map(String.init).joined(separator: " "))
        },
        Column("fires_on") { .text($0.firesOn) },
        Column("outcome") { .string($0.outcome) },
    ]

    /// The explanation as scripts read it.
    package var json: JSONValue {
        [
            "code": .text(code), "as_of": .text(day),
            "recipients": .texts([recipient].compactMap(\.self)),
            "anchors": .array(forecast.plans.map(json)), "why_none": .text(silence),
        ]
    }

    private func json(_ plan: AlertPlan) -> JSONValue {
        let columns = Self.columns.named("rung", "fires_on", "outcome")
        return [
            "anchor": .text(plan.anchor.name), "anchor_on": .text(plan.anchor.on),
            "fact": .string(plan.anchor.fact), "old": .bool(plan.anchor.isOld),
            "ladder": .text(plan.ladder),
            "ladder_of": .string(source(of: plan)),
            "acknowledged": .bool(plan.past.isAcknowledged),
            "snoozed_until": .text(plan.past.snoozedUntil),
            "escalated": .bool(plan.past.isEscalated),
            "rungs": .array(rungs(plan).map { JSONValue($0, columns) }),
        ]
    }
}
