package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Each anchor of an evidence with its rungs: when each fires or fired, or why it does not.
    package func explainAlerts(of code: String, asOf day: CivilDate?) throws -> JSONValue {
        let code = try Code(code, field: "code")
        return try read(asOf: day) { reading, day in
            let world = try RegistryWorld(reading)
            let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: world.settings.owner)
            guard let item = world.portfolio.evidence[code] else {
                throw RegistryError.notFound(
                    "evidence", code.description, among: world.evidence.map(\.code.description))
            }
            let scheme = try world.portfolio.lookUp(code).scheme
            let ladders = Ladders(rules: try reading.ladderRules())
            let past = try reading.alerts(of: code)
            let plans = try rules.plans(of: code, on: day, ladders: ladders) { anchor, on in
                past.filter { $0.anchor == anchor && $0.anchorOn == on }
                    .reduce(into: Set<Int>()) { $0.formUnion($1.settledRungs) }
            }
            let recipients = [item.owner ?? world.settings.owner].compactMap(\.self)
            return [
                "code": .text(code), "as_of": .text(day), "recipients": .texts(recipients),
                "anchors": .array(
                    plans.map { plan in
                        let rule = ladders.rule(for: plan.anchor.name, of: item, scheme: scheme)
                        return .object([
                            "anchor": .string(plan.anchor.name), "anchor_on": .text(plan.anchor.on),
                            "fact": .string(plan.anchor.fact),
                            "ladder": .string(plan.ladder.description),
                            "ladder_of": .string(rule?.source ?? "any"),
                            "rungs": .array(plan.rungs(on: day, past: past)),
                        ])
                    }),
                "why_none": plans.isEmpty ? .string(item.silence(on: day)) : .null,
            ]
        }
    }

    /// All ladders: the program's and the user's.
    package func ladders() throws -> [JSONValue] {
        try store.read { try $0.ladderRules().map(\.json) }
    }

    /// Sets the user's ladder for an anchor: of one evidence, scheme or kind, or of all.
    package func setLadder(
        _ anchor: String, rungs: String, scope: Ladders.Scope, code: String?, author: Author
    ) throws {
        let name = anchor.split(separator: ":").first.map(String.init) ?? anchor
        guard Anchor.Name.all.contains(name), name == anchor || name == Anchor.Name.milestone else {
            throw RegistryError.notFound("anchor", anchor, among: Anchor.Name.all)
        }
        let ladder = try Ladder(rungs)
        try write("alert.ladder.set", author) { transaction, _ in
            switch (scope, code) {
            case (.any, _): break
            case (.kind, let code?) where Scheme.Kind(rawValue: code) != nil: break
            case (.kind, let code):
                throw RegistryError.notFound(
                    "kind", code ?? "", among: Scheme.Kind.allCases.map(\.rawValue))
            case (.scheme, let code):
                _ = try transaction.reading.catalogueItem(Code(code ?? "", field: "scheme"))
            case (.evidence, let code):
                _ = try transaction.reading.evidenceKey(Code(code ?? "", field: "evidence"))
            }
            try transaction.put(
                Ladders.Rule(
                    scope: scope, scopeCode: scope == .any ? nil : code, anchor: anchor,
                    ladder: ladder,
                    origin: .user))
        }
    }
}

extension Ladders.Rule {
    fileprivate var source: String {
        ([scope.rawValue, scopeCode].compactMap(\.self) + (origin == .user ? ["(user)"] : []))
            .joined(separator: " ")
    }
}

extension AlertPlan {
    /// Each rung with its day and what became of it.
    fileprivate func rungs(on day: CivilDate, past: [Alert]) -> [JSONValue] {
        let raised = past.filter { $0.anchor == anchor.name && $0.anchorOn == anchor.on }
        let dueRung = due(on: day)?.rung
        let mostUrgent = ladder.reached(on: day, anchor: anchor.on).last
        return ladder.rungs.map { rung in
            let fires = anchor.on.adding(days: -rung)
            let outcome =
                if let alert = raised.first(where: { $0.rung == rung }) {
                    "raised on \(alert.raisedOn)"
                } else if let alert = raised.first(where: { $0.skipped.contains(rung) }) {
                    "skipped on \(alert.raisedOn) for rung \(alert.rung)"
                } else if anchor.isTooOldToRaise {
                    "never: recorded over \(Ladder.longestOverdue) days after the date"
                } else if rung == dueRung {
                    "due: the next run raises it"
                } else if fires > day {
                    "fires on \(fires)"
                } else {
                    "never: rung \(mostUrgent ?? rung) is more urgent and was reached too"
                }
            return ["rung": .number(rung), "fires_on": .text(fires), "outcome": .string(outcome)]
        }
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
