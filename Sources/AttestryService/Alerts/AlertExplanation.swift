import AttestryDomain
import AttestryStorage

/// Each anchor about one code with its rungs: what was raised, what will be, and why the rest is
/// not. What will be is found by running every day to come, with nothing else recorded.
struct AlertExplanation {
    private let code: Code
    private let day: CivilDate
    private let memory: AlertMemory
    private let subject: ExplainedSubject
    private let forecast: AlertForecast

    init(
        _ settings: Settings, _ ladders: Ladders, of code: Code, on day: CivilDate,
        _ reading: ReadTransaction
    ) throws {
        self.code = code
        self.day = day
        memory = try AlertMemory(reading, about: code)
        subject = try ExplainedSubject(code, settings, ladders, on: day, reading)
        forecast = try AlertForecast(of: subject, memory, from: day)
    }

    var json: JSONValue {
        [
            "code": .text(code), "as_of": .text(day),
            "recipients": .texts([subject.owner].compactMap(\.self)),
            "anchors": .array(forecast.plans.map(anchor)),
            "why_none": forecast.plans.isEmpty ? .string(subject.silence) : .null,
        ]
    }

    private func anchor(_ plan: AlertPlan) -> JSONValue {
        let rule = subject.ladders.rule(for: plan.anchor.name, of: subject.target)
        return [
            "anchor": .string(plan.anchor.name), "anchor_on": .text(plan.anchor.on),
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
        let raised = memory[plan.key].alerts
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
            return plan.anchor.name == Anchor.Name.end && rung < 0
                ? "never: the limit for restoring it is warned of instead"
                : "never: nothing is left to warn of by then"
        }
        let urgent = plan.ladder.reached(on: day, anchor: plan.anchor.on).last ?? rung
        return "never: rung \(urgent) is more urgent and was reached too"
    }
}

/// What goes by a code, with its plans on any day.
struct ExplainedSubject {
    let ladders: Ladders
    let owner: String?
    let target: Ladders.Target
    let silence: String
    let plans: (CivilDate, (AlertKey) -> AlertPast) throws -> [AlertPlan]

    /// Throws `notFound` where nothing goes by the code.
    init(
        _ code: Code, _ settings: Settings, _ ladders: Ladders, on day: CivilDate,
        _ reading: ReadTransaction
    ) throws {
        self.ladders = ladders
        func watch(_ day: CivilDate, _ past: @escaping (AlertKey) -> AlertPast) -> AlertWatch {
            AlertWatch(day: day, ladders: ladders, past: past, open: [], settings: settings)
        }
        try reading.checkSubject(code)
        if try reading.hasEvidence(code) {
            let world = try RegistryWorld(reading)
            let (item, scheme) = try world.portfolio.lookUp(code)
            let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: settings.owner)
            owner = item.owner ?? settings.owner
            target = Ladders.Target(evidence: item, scheme: scheme)
            silence = item.silence(on: day)
            plans = { try rules.plans(of: code, on: $0, ladders: ladders, past: $1) }
        } else if try reading.hasAgreement(code) {
            let found = try AgreementWorld(code, reading)
            let customer = found.world.customer
            let rules = AgreementAnchorRules(customer, agreements: found.world.agreements)
            let state = try found.world.standing(of: found.agreement, on: day, reading).state
            owner = customer.owner ?? settings.owner
            target = Ladders.Target(found.agreement)
            silence = "it is \(state.rawValue), and no end or deadline lies ahead"
            plans = { day, past in
                withoutActuallyEscaping(past) { past in
                    rules.anchor(of: found.agreement, on: day).map {
                        [watch(day, past).plan($0, of: found.agreement, with: customer)]
                    } ?? []
                }
            }
        } else {
            let world = try CustomerWorld(reading.customer(code), reading)
            owner = world.customer.owner ?? settings.owner
            target = .anything
            silence = "no obligation of it is unmet"
            plans = { day, past in
                withoutActuallyEscaping(past) { watch(day, $0).watched(world)[0].plans }
            }
        }
    }
}

/// Which rungs the days to come will raise, one run a day.
struct AlertForecast {
    /// The plans of today, and those of anchors that appear later.
    private(set) var plans: [AlertPlan] = []
    /// The day on which each rung of an anchor date will be raised.
    private(set) var raised: [AlertKey: [Int: CivilDate]] = [:]

    /// A renewal of twenty years is the furthest that anybody plans.
    private static let longest = 7_400

    init(of subject: ExplainedSubject, _ memory: AlertMemory, from day: CivilDate) throws {
        var state: [AlertKey: AlertPast] = [:]
        var last = day
        var asked = day
        while asked <= last {
            for plan in try subject.plans(asked, { state[$0] ?? memory[$0] }) {
                if !plans.contains(where: { $0.anchor.name == plan.anchor.name }) {
                    // One that comes again each term must not draw the end out for ever.
                    let silent = plan.anchor.on.adding(days: Ladder.longestOverdue + 1)
                    last = max(last, min(silent, day.adding(days: Self.longest)))
                }
                if !plans.contains(where: { $0.key == plan.key }) { plans.append(plan) }
                guard let due = plan.due(on: asked) else { continue }
                state[plan.key, default: memory[plan.key]].add(due, on: asked)
                raised[plan.key, default: [:]][due.rung] = asked
            }
            asked = asked.dayAfter
        }
        plans.sort { ($0.anchor.name, $0.anchor.on) < ($1.anchor.name, $1.anchor.on) }
    }
}

extension Ladders.Rule {
    fileprivate var source: String {
        ([scope.rawValue, scopeCode].compactMap(\.self) + (origin == .user ? ["(user)"] : []))
            .joined(separator: " ")
    }
}

extension Evidence {
    /// Why nothing will be raised about it.
    fileprivate func silence(on day: CivilDate) -> String {
        if let discontinued = discontinuedOn, discontinued <= day {
            return "discontinued on \(discontinued): nothing is raised any more"
        }
        return standing.isEmpty ? "no version of it stands" : "it has no end, and nothing is due"
    }
}
