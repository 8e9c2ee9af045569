import AttestryDomain
import AttestryStorage

/// What is due on a day, and what has gone, from everything that is recorded.
struct AlertPlanning {
    struct Due {
        let alert: Alert
        let evidence: ID<Evidence>
    }

    let day: CivilDate
    let plans: [AlertPlan]
    /// The alerts to raise, the most urgent first.
    let due: [Due]
    /// How many more are due than the limit lets through.
    let held: Int
    /// Unresolved alerts whose anchor no longer exists.
    let goneAlerts: [Alert]
    private let unresolvedBefore: Int

    init(_ reading: ReadTransaction, on day: CivilDate, limit: Int?) throws {
        self.day = day
        let settings = try reading.settings()
        let (evidence, unreadable) = try reading.readableEvidence()
        let portfolio = Portfolio(
            schemes: try reading.catalogue().map { try $0.scheme() }, evidence: evidence)
        let rules = AnchorRules(portfolio: portfolio, defaultOwner: settings.owner)
        let ladders = Ladders(rules: try reading.ladderRules())
        let past = try reading.alerts()
        let settled = Dictionary(grouping: past, by: \.key).mapValues { alerts in
            alerts.reduce(into: Set<Int>()) { $0.formUnion($1.settledRungs) }
        }
        var plans: [AlertPlan] = []
        var stubs: [Evidence] = unreadable
        for item in evidence {
            do {
                plans += try rules.plans(of: item.code, on: day, ladders: ladders) { anchor, on in
                    settled["\(item.code) \(anchor) \(on)"] ?? []
                }
            } catch is RegistryError {
                stubs.append(item)
            }
        }
        for stub in stubs {
            let first = past.last {
                $0.code == stub.code && $0.resolvedOn == nil && $0.isUnreadable
            }
            let anchor = Anchor(
                name: Anchor.Name.unreadable, on: first?.anchorOn ?? day,
                recordedOn: first?.anchorOn ?? day,
                fact: "its data cannot be evaluated; attestry audit verify lists what is wrong")
            plans.append(
                AlertPlan(
                    code: stub.code, anchor: anchor, ladder: Ladder(rungs: [0]).withOverdueRungs(),
                    settled: settled["\(stub.code) \(anchor.name) \(anchor.on)"] ?? []))
        }
        self.plans = plans
        let known = Dictionary((evidence + stubs).map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        let titles = Titles(portfolio: portfolio)
        let all = plans.compactMap { plan -> Due? in
            guard let due = plan.due(on: day), let item = known[plan.code] else { return nil }
            return Due(
                alert: Alert(
                    id: ID(0), code: plan.code, anchor: plan.anchor.name, anchorOn: plan.anchor.on,
                    rung: due.rung, skipped: due.skipped,
                    message: titles.message(of: plan, about: item, on: day),
                    recipients: [item.owner ?? settings.owner ?? settings.escalation].compactMap(
                        \.self),
                    raisedOn: day),
                evidence: item.id)
        }.sorted { $0.alert.urgency < $1.alert.urgency }
        due = Array(all.prefix(limit ?? all.count))
        held = all.count - due.count
        let present = Set(plans.map { "\($0.code) \($0.anchor.name) \($0.anchor.on)" })
        let open = past.filter { $0.resolvedOn == nil }
        goneAlerts = open.filter { !present.contains($0.key) }
        unresolvedBefore = open.count
    }

    func report(_ raised: [Alert]) -> AlertReport {
        AlertReport(
            day: day, raised: raised, skipped: raised.map(\.skipped.count).reduce(0, +),
            unresolved: unresolvedBefore - goneAlerts.count + raised.count, held: held)
    }
}

/// Words an alert for a person who sees nothing else.
private struct Titles {
    let portfolio: Portfolio

    func message(of plan: AlertPlan, about item: Evidence, on day: CivilDate) -> String {
        let scheme = portfolio.schemes[item.scheme]
        let edition = item.standing.last?.edition.flatMap { scheme?.editions[$0]?.title }
        let title = item.title ?? edition ?? scheme?.title ?? item.scheme.description
        let when = day.days(until: plan.anchor.on).asDaysAhead
        return "\(item.code) (\(title)): \(plan.anchor.fact), \(when)"
    }
}

extension Alert {
    /// What it stands for: one anchor date of one evidence.
    var key: String { "\(code) \(anchor) \(anchorOn)" }

    fileprivate var isUnreadable: Bool { anchor == Anchor.Name.unreadable }

    /// The earlier day first; what is past comes before what lies ahead.
    fileprivate var urgency: (CivilDate, Code, String) { (anchorOn, code, anchor) }
}

extension ReadTransaction {
    /// All evidence that can be read, and the bare names of what cannot: one bad row must not keep
    /// the alerts about everything else from being raised.
    func readableEvidence() throws -> (evidence: [Evidence], unreadable: [Evidence]) {
        if let all = try? evidence() { return (all, []) }
        var readable: [Evidence] = []
        var unreadable: [Evidence] = []
        for stub in try evidenceStubs() {
            if let item = try? evidence(stub.id) {
                readable.append(item)
            } else {
                unreadable.append(stub)
            }
        }
        return (readable, unreadable)
    }
}
