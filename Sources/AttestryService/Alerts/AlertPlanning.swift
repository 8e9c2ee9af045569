import AttestryDomain
import AttestryStorage

/// What is due on a day, and what has gone, from everything that is recorded.
struct AlertPlanning {
    let day: CivilDate
    /// The alerts to raise, the most urgent first.
    let due: [Alert]
    /// How many more are due than the limit lets through.
    let held: Int
    /// Unresolved alerts whose anchor no longer exists.
    let goneAlerts: [Alert]
    private let unresolvedBefore: Int

    init(_ reading: ReadTransaction, on day: CivilDate, limit: Int?) throws {
        self.day = day
        let settings = try reading.settings()
        let past = try reading.alerts()
        let byKey = Dictionary(grouping: past, by: \.key).mapValues { AlertPast($0) }
        let ladders = Ladders(rules: try reading.ladderRules())
        let open = past.filter { $0.resolvedOn == nil }
        let watch = AlertWatch(
            day: day, ladders: ladders, past: { byKey[$0] ?? AlertPast() }, open: open,
            settings: settings)
        let subjects =
            try watch.evidence(reading) + watch.customers(reading) + watch.distributions(reading)
        let all = subjects.flatMap { subject in
            subject.plans.compactMap { plan -> Alert? in
                guard let due = plan.due(on: day) else { return nil }
                let when = day.days(until: plan.anchor.on).asDaysAhead
                return Alert(
                    id: ID(0), subject: plan.subject, anchor: plan.anchor.name,
                    anchorOn: plan.anchor.on, rung: due.rung, skipped: due.skipped,
                    message: "\(subject.title): \(plan.anchor.fact), \(when)",
                    recipients: [subject.owner ?? settings.owner ?? settings.escalation]
                        .compactMap(\.self), raisedOn: day)
            }
        }.sorted { $0.urgency < $1.urgency }
        due = Array(all.prefix(limit ?? all.count))
        held = all.count - due.count
        let present = Set(subjects.flatMap(\.plans).map(\.key))
        goneAlerts = open.filter { !present.contains($0.key) }
        unresolvedBefore = open.count
    }

    func report(_ raised: [Alert]) -> AlertReport {
        AlertReport(
            day: day, raised: raised, skipped: raised.map(\.skipped.count).reduce(0, +),
            unresolved: unresolvedBefore - goneAlerts.count + raised.count, held: held)
    }
}

/// A subject with its plans, and how a person is told of it.
struct WatchedSubject {
    /// What stands before the fact.
    let title: String
    /// Who is told; nil for the registry's default.
    let owner: String?
    /// What a run would do about each anchor.
    let plans: [AlertPlan]
}

extension Alert {
    /// The earlier day first; what is past comes before what lies ahead.
    fileprivate var urgency: (CivilDate, AlertSubject, String) { (anchorOn, subject, anchor) }
}
