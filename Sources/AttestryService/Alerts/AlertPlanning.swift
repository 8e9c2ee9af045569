import AttestryDomain
import AttestryStorage

/// What is due on a day, and what has gone, from everything that is recorded.
struct AlertPlanning {
    /// Something to say about a subject, before any of it is recorded.
    struct Item {
        let alert: Alert
        let due: Due
        let scheme: String?
        /// Who is told beside the alert's own recipients, because nobody answered.
        let escalatedTo: String?

        /// Why it is said.
        enum Due {
            case raised
            case reminded(after: ID<AlertResponse>)
            case escalated
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
            subject.plans.compactMap { PlannedAlert($0, of: subject, settings, day).item }
        }.sorted { $0.alert.urgency < $1.alert.urgency }
        // What is only passed on is no new alert, and no limit holds it back.
        var room = limit ?? all.count
        items = all.filter { item in
            if case .escalated = item.due { return true }
            room -= 1
            return room >= 0
        }
        held = all.count - items.count
        let present = Set(subjects.flatMap(\.plans).map(\.key))
        goneAlerts = open.filter { !present.contains($0.key) }
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

/// What a run does about one plan: it raises, says again, or passes on.
private struct PlannedAlert {
    let item: AlertPlanning.Item?

    init(_ plan: AlertPlan, of subject: WatchedSubject, _ settings: Settings, _ day: CivilDate) {
        let own = subject.owner ?? settings.owner ?? settings.escalation
        let isDue = !plan.anchor.isTooOldToRaise && plan.past.isEscalationDue(on: day)
        // Who has it anyway needs not be told a second time.
        let contact = settings.escalation.flatMap { $0 == own ? nil : $0 }
        let escalatedTo = plan.past.isEscalated || isDue ? contact : nil
        let text =
            "\(subject.title): \(plan.anchor.fact), "
            + day.days(until: plan.anchor.on).asDaysAhead
        func alert(_ rung: Int, skipped: [Int], id: ID<Alert> = ID(0), to: [String?]) -> Alert {
            Alert(
                id: id, subject: plan.subject, anchor: plan.anchor.name, anchorOn: plan.anchor.on,
                rung: rung, skipped: skipped, message: text, recipients: to.compactMap(\.self),
                raisedOn: day)
        }
        func item(_ alert: Alert, _ due: AlertPlanning.Item.Due) -> AlertPlanning.Item {
            AlertPlanning.Item(
                alert: alert, due: due, scheme: subject.scheme,
                escalatedTo: isDue ? contact : nil)
        }
        switch plan.due(on: day) {
        case .alert(let rung, let skipped):
            self.item = item(alert(rung, skipped: skipped, to: [own, escalatedTo]), .raised)
        case .reminder(let rung, let response):
            let known = plan.past.alerts.last { $0.rung == rung }
            self.item = known.map {
                item(
                    alert(rung, skipped: $0.skipped, id: $0.id, to: [own, escalatedTo]),
                    .reminded(after: response))
            }
        case nil:
            guard isDue, let contact, let last = plan.past.alerts.last else {
                self.item = nil
                return
            }
            self.item = item(
                alert(last.rung, skipped: last.skipped, id: last.id, to: [contact]), .escalated)
        }
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
