import AttestryDomain
import AttestryStorage

/// Each anchor about one code with its rungs: what was raised, what will be, and why the rest is
/// not.
struct AlertExplanation {
    private let code: Code
    private let day: CivilDate
    private let ladders: Ladders
    private let settings: Settings
    private let memory: [AlertKey: AlertPast]
    private let watched: Watched
    private let forecast: AlertForecast

    init(of code: Code, on day: CivilDate, _ reading: ReadTransaction) throws {
        self.code = code
        self.day = day
        settings = try reading.settings()
        ladders = Ladders(rules: try reading.ladderRules())
        memory = try reading.pasts(.about(code))
        let subject = try ExplainedSubject(code, settings, on: day, reading)
        watched = try subject.watched(day)
        forecast = try AlertForecast(of: subject, ladders, memory, from: day)
    }

    var json: JSONValue {
        [
            "code": .text(code), "as_of": .text(day),
            "recipients": .texts([watched.owner ?? settings.owner].compactMap(\.self)),
            "anchors": .array(forecast.plans.map(anchor)),
            "why_none": forecast.plans.isEmpty ? .string(watched.silence) : .null,
        ]
    }

    private func anchor(_ plan: AlertPlan) -> JSONValue {
        let rule = ladders.rule(for: plan.anchor.name, of: plan.watched.target)
        return [
            "anchor": .text(plan.anchor.name), "anchor_on": .text(plan.anchor.on),
            "fact": .string(plan.anchor.fact), "ladder": .string(plan.ladder.description),
            "ladder_of": .string(rule?.source ?? "any"),
            "acknowledged": .bool(plan.past.isAcknowledged),
            "snoozed_until": .text(plan.past.snoozedUntil),
            "escalated": .bool(plan.past.isEscalated),
            "rungs": .array(
                plan.ladder.rungs.map { rung in
                    [
                        "rung": .number(rung),
                        "fires_on": .text(plan.anchor.on.adding(days: -rung)),
                        "outcome": .string(outcome(of: rung, in: plan)),
                    ]
                }),
        ]
    }

    private func outcome(of rung: Int, in plan: AlertPlan) -> String {
        let raised = memory[plan.key]?.alerts ?? []
        let skipper = raised.first { $0.skipped.contains(rung) }
        if let alert = raised.first(where: { $0.rung == rung }) {
            let again = forecast.raised[plan.key]?[rung].map { ", again on \($0)" } ?? ""
            return "raised on \(alert.raisedOn)\(again)"
        }
        if let coming = forecast.raised[plan.key]?[rung] {
            return coming == day ? "due: the next run raises it" : "fires on \(coming)"
        }
        if let skipper { return "skipped on \(skipper.raisedOn) for rung \(skipper.rung)" }
        if plan.anchor.isTooOldToRaise {
            return "never: recorded over \(Ladder.longestOverdue) days after the date"
        }
        let fires = plan.anchor.on.adding(days: -rung)
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

extension Ladders.Rule {
    fileprivate var source: String {
        ([scope.rawValue, scopeCode].compactMap(\.self) + (origin == .user ? ["(user)"] : []))
            .joined(separator: " ")
    }
}
