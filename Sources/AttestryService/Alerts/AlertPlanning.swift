import AttestryDomain
import AttestryStorage

/// What is due on a day, and what has gone, from everything that is recorded.
struct AlertPlanning {
    /// Something to say about a subject, before any of it is recorded.
    struct Item {
        let alert: Alert
        let due: Due
        let scheme: String?
        /// To whom it is said.
        let recipients: [String]

        /// Why it is said.
        enum Due {
            case raised
            case reminded(after: ID<AlertResponse>)
            case escalated(to: String)
        }
    }

    let day: CivilDate
    /// What to say, the most urgent first.
    let items: [Item]
    /// How many more are due than the limit lets through.
    let held: Int
    /// Unresolved alerts whose anchor no longer exists.
    let goneAlerts: [Alert]
    private let unresolvedBefore: Int

    init(_ reading: ReadTransaction, on day: CivilDate, limit: Int?) throws {
        self.day = day
        let settings = try reading.settings()
        let memory = try AlertMemory(reading)
        let ladders = Ladders(rules: try reading.ladderRules())
        let open = memory.open
        let watch = AlertWatch(
            day: day, ladders: ladders, past: { memory[$0] }, open: open, settings: settings)
        let subjects =
            try watch.evidence(reading) + watch.customers(reading) + watch.distributions(reading)
        let all = subjects.flatMap { subject in
            subject.plans.flatMap { PlannedAlert($0, of: subject, settings, day).items }
        }.sorted { $0.alert.urgency < $1.alert.urgency }
        // What is only passed on is no new alert, and no limit holds it back.
        var room = limit ?? all.count
        items = all.filter { item in
            if case .escalated = item.due { return true }
            room -= 1
            return room >= 0
        }
        held = all.count - items.count
        let plans = subjects.flatMap(\.plans)
        let present = Set(plans.map(\.key))
        // What cannot be read today is not gone.
        let unreadable = Set(
            plans.filter { $0.anchor.name == Anchor.Name.unreadable }.map(\.subject))
        let hidden = try reading.agreementKeys(
            ofAny: Set(unreadable.filter { $0.kind == .customer }.map(\.key)))
        goneAlerts = open.filter {
            !present.contains($0.key) && !unreadable.contains($0.subject)
                && !($0.subject.kind == .agreement && hidden.contains($0.subject.key))
        }
        unresolvedBefore = open.count
    }

    /// What came of it, with the alerts as they were recorded.
    func report(_ notifications: [AlertNotification], _ raised: [Alert]) -> AlertReport {
        AlertReport(
            day: day, raised: raised, notifications: notifications,
            skipped: raised.map(\.skipped.count).reduce(0, +),
            unresolved: unresolvedBefore - goneAlerts.count + raised.count, held: held)
    }
}

/// What a run says about one plan: it raises or says again, and passes on what nobody answered.
private struct PlannedAlert {
    private(set) var items: [AlertPlanning.Item] = []

    init(_ plan: AlertPlan, of subject: WatchedSubject, _ settings: Settings, _ day: CivilDate) {
        let own = subject.owner ?? settings.owner ?? settings.escalation
        // Who has it anyway needs not be told a second time.
        let contact = settings.escalation.flatMap { $0 == own ? nil : $0 }
        let isDue = !plan.anchor.isTooOldToRaise && plan.past.isEscalationDue(on: day)
        let told = [own, plan.past.isEscalated ? contact : nil].compactMap(\.self)
        let text =
            "\(subject.title): \(plan.anchor.fact), "
            + day.days(until: plan.anchor.on).asDaysAhead
        func alert(_ rung: Int, skipped: [Int], id: ID<Alert> = ID(0)) -> Alert {
            Alert(
                id: id, subject: plan.subject, anchor: plan.anchor.name, anchorOn: plan.anchor.on,
                rung: rung, skipped: skipped, message: text, recipients: told, raisedOn: day)
        }
        func add(_ alert: Alert, _ due: AlertPlanning.Item.Due, to recipients: [String]) {
            items.append(
                AlertPlanning.Item(
                    alert: alert, due: due, scheme: subject.scheme, recipients: recipients))
        }
        switch plan.due(on: day) {
        case .alert(let rung, let skipped):
            add(alert(rung, skipped: skipped), .raised, to: told)
        case .reminder(let rung, let response):
            if let known = plan.past.alerts.last(where: { $0.rung == rung }) {
                add(
                    alert(rung, skipped: known.skipped, id: known.id), .reminded(after: response),
                    to: told)
            }
        case nil: break
        }
        guard isDue, let contact else { return }
        let last = plan.past.alerts.last
        let latest =
            items.last?.alert ?? last.map { alert($0.rung, skipped: $0.skipped, id: $0.id) }
        if let latest { add(latest, .escalated(to: contact), to: [contact]) }
    }
}

/// A subject with its plans, and how a person is told of it.
struct WatchedSubject {
    /// What stands before the fact.
    let title: String
    /// The scheme, of an evidence.
    var scheme: String?
    /// Who is told; nil for the registry's default.
    let owner: String?
    /// What a run would do about each anchor.
    let plans: [AlertPlan]
}

extension Alert {
    /// The earlier day first; what is past comes before what lies ahead.
    fileprivate var urgency: (CivilDate, AlertSubject, String) { (anchorOn, subject, anchor) }
}
