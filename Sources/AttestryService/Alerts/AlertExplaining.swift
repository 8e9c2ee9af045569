package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Each anchor of an evidence, an agreement or a customer with its rungs: when each fires or
    /// fired, or why it does not. Throws `notFound` where nothing goes by that code.
    package func explainAlerts(of code: String, asOf day: CivilDate?) throws -> JSONValue {
        let code = try Code(code, field: "code")
        return try read(asOf: day) { reading, day in
            let past = try reading.alerts(of: code.description)
            let watch = AlertWatch(
                day: day, ladders: Ladders(rules: try reading.ladderRules()),
                settled: { key in
                    past.filter { $0.key == key }
                        .reduce(into: Set<Int>()) { $0.formUnion($1.settledRungs) }
                },
                open: past.filter { $0.resolvedOn == nil }, settings: try reading.settings())
            let found = try watch.explained(code, reading)
            let recipients = [found.owner ?? watch.settings.owner].compactMap(\.self)
            return [
                "code": .text(code), "as_of": .text(day), "recipients": .texts(recipients),
                "anchors": .array(
                    found.plans.map { plan in
                        let rule = watch.ladders.rule(for: plan.anchor.name, of: found.target)
                        return .object([
                            "anchor": .string(plan.anchor.name), "anchor_on": .text(plan.anchor.on),
                            "fact": .string(plan.anchor.fact),
                            "ladder": .string(plan.ladder.description),
                            "ladder_of": .string(rule?.source ?? "any"),
                            "rungs": .array(plan.rungs(on: day, past: past)),
                        ])
                    }),
                "why_none": found.plans.isEmpty ? .string(found.silence) : .null,
            ]
        }
    }

    /// All ladders: the program's and the user's.
    package func ladders() throws -> [JSONValue] {
        try store.read { try $0.ladderRules().map(\.json) }
    }

    /// Sets the user's ladder for an anchor: of one evidence, agreement, scheme or kind, or of all.
    package func setLadder(
        _ anchor: String, rungs: String, scope: Ladders.Scope, code: String?, author: Author
    ) throws {
        let name = anchor.split(separator: ":").first.map(String.init) ?? anchor
        guard Anchor.Name.all.contains(name), name == anchor || name == Anchor.Name.milestone else {
            throw RegistryError.notFound("anchor", anchor, among: Anchor.Name.all)
        }
        let ladder = try Ladder(rungs)
        try write("alert.ladder.set", author) { transaction, _ in
            try transaction.reading.check(scope, code)
            try transaction.put(
                Ladders.Rule(
                    scope: scope, scopeCode: scope == .any ? nil : code, anchor: anchor,
                    ladder: ladder,
                    origin: .user))
        }
    }
}

extension ReadTransaction {
    /// Throws `notFound` where nothing goes by the name that a ladder is set for.
    fileprivate func check(_ scope: Ladders.Scope, _ code: String?) throws {
        switch (scope, code) {
        case (.any, _): return
        case (.kind, let code):
            let kinds = try agreementKinds().map(\.code.description)
                + Scheme.Kind.allCases.map(\.rawValue)
            guard let code, kinds.contains(code) else {
                throw RegistryError.notFound("kind", code ?? "", among: kinds)
            }
        case (.scheme, let code):
            _ = try catalogueItem(Code(code ?? "", field: "scheme"))
        case (.evidence, let code):
            _ = try evidenceKey(Code(code ?? "", field: "evidence"))
        case (.agreement, let code):
            _ = try customerOfAgreement(Code(code ?? "", field: "agreement"))
        }
    }

    /// Throws `notFound` where no subject of alerts goes by the code.
    func checkSubject(_ code: Code) throws {
        if try hasEvidence(code) || hasAgreement(code) || hasCustomer(code) { return }
        throw RegistryError.notFound(
            "evidence, agreement or customer", code.description,
            among: try evidenceCodes() + agreementCodes() + customerCodes())
    }
}

/// The plans about everything that goes by one code.
private struct Explained {
    let plans: [AlertPlan]
    let owner: String?
    let target: Ladders.Target
    let silence: String
}

extension AlertWatch {
    fileprivate func explained(_ code: Code, _ reading: ReadTransaction) throws -> Explained {
        if try reading.hasEvidence(code) {
            let world = try RegistryWorld(reading)
            let (item, scheme) = try world.portfolio.lookUp(code)
            let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: settings.owner)
            return Explained(
                plans: try rules.plans(of: code, on: day, ladders: ladders, settled: settled),
                owner: item.owner, target: Ladders.Target(evidence: item, scheme: scheme),
                silence: item.silence(on: day))
        }
        try reading.checkSubject(code)
        if try reading.hasAgreement(code) {
            let found = try AgreementWorld(code, reading)
            let customer = found.world.customer
            let rules = AgreementAnchorRules(customer, agreements: found.world.agreements)
            let anchor = rules.anchor(of: found.agreement, on: day)
            let state = try found.world.standing(of: found.agreement, on: day, reading).state
            return Explained(
                plans: anchor.map { [plan($0, of: found.agreement, with: customer)] } ?? [],
                owner: customer.owner, target: Ladders.Target(found.agreement),
                silence: "it is \(state.rawValue), and no end or deadline lies ahead")
        }
        let world = try CustomerWorld(reading.customer(code), reading)
        return Explained(
            plans: watched(world)[0].plans, owner: world.customer.owner, target: .anything,
            silence: "no obligation of it is unmet")
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
        let raised = past.filter { $0.key == key }
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
