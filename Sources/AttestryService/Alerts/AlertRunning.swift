package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Raises what is due today, resolves what is gone, and queues what is to be told of it, all
    /// in one transaction (`rules.md` §7).
    ///
    /// Throws `clock` where the machine's day cannot be trusted after the last run's, unless it is
    /// vouched for. At most `limit` alerts are raised, the most urgent ones; the rest keep for the
    /// next run.
    package func runAlerts(acceptClock: Bool, limit: Int?, author: Author) throws -> AlertReport {
        try write("alert.run", author) { transaction, today in
            let reading = transaction.reading
            if let last = try reading.lastAlertRun(), !acceptClock,
                let distrust = last.distrust(of: today)
            {
                throw RegistryError(
                    .clock, "the clock cannot be trusted: \(distrust)",
                    hint: "set the clock, or run once with --accept-clock; nothing was raised")
            }
            let plan = try AlertPlanning(reading, on: today, limit: limit)
            let raised = plan.items.count { if case .raised = $0.due { true } else { false } }
            let run = try transaction.insert(
                AlertRun(
                    day: today, ranAt: transaction.change.time, raised: raised,
                    resolved: plan.goneAlerts.count, clockAccepted: acceptClock))
            for alert in plan.goneAlerts { try transaction.resolve(alert, on: today) }
            let told = try transaction.record(plan.items, run: run, on: today)
            let over = try reading.resolutions(of: plan.goneAlerts, on: today)
            try transaction.queue(told.notifications + over, run: run)
            return plan.report(told.notifications + over, told.raised)
        }
    }

    /// What a run would raise on a day, with nothing recorded.
    package func previewAlerts(asOf day: CivilDate?, limit: Int?) throws -> AlertReport {
        try read(asOf: day) { reading, day in
            let plan = try AlertPlanning(reading, on: day, limit: limit)
            let notifications = plan.items.map { $0.notification($0.alert, on: day) }
            return plan.report(
                notifications,
                plan.items.compactMap { if case .raised = $0.due { $0.alert } else { nil } })
        }
    }
}

extension WriteTransaction {
    /// Records what is said; returns it with the rows it got.
    fileprivate func record(
        _ items: [AlertPlanning.Item], run: ID<AlertRun>, on day: CivilDate
    ) throws -> (raised: [Alert], notifications: [AlertNotification]) {
        var raised: [Alert] = []
        let notifications = try items.map { item in
            var alert = item.alert
            switch item.due {
            case .raised:
                alert = alert.with(id: try insert(alert, run: run))
                raised.append(alert)
            case .reminded(let response):
                try remind(of: alert, after: response, run: run, on: day)
            case .escalated(let contact):
                // What is passed on may be what this run has just raised.
                let fresh = raised.last { $0.key == alert.key }
                alert = fresh ?? alert
                try escalate(alert, to: contact, run: run, on: day)
            }
            return item.notification(alert, on: day)
        }
        return (raised, notifications)
    }

    /// Puts what is told into the outbox, one message for each that has to hear of it.
    fileprivate func queue(_ notifications: [AlertNotification], run: ID<AlertRun>) throws {
        guard !notifications.isEmpty else { return }
        let genesis = try reading.genesis()
        let organization = try reading.settings().organization
        for draft in Routing(try reading.channels()).drafts(notifications) {
            let content = Message.Content(
                organization: organization, registry: String(genesis.prefix(32)),
                notifications: draft.notifications)
            try insert(
                draft, key: MessageKey(draft, registry: genesis, run: run).description,
                content: content, run: run)
        }
    }
}

extension ReadTransaction {
    /// What there is to tell about anchor dates that are gone: the last alert of each.
    fileprivate func resolutions(of alerts: [Alert], on day: CivilDate) throws
        -> [AlertNotification]
    {
        try Dictionary(grouping: alerts, by: \.key).values.compactMap(\.last)
            .sorted { $0.id.rawValue < $1.id.rawValue }
            .map { alert in
                AlertNotification(
                    kind: .resolved, alert: alert.id, subject: alert.subject,
                    scheme: alert.subject.kind == .evidence
                        ? try evidenceScheme(alert.subject.key) : nil,
                    anchor: alert.anchor, anchorOn: alert.anchorOn, rung: alert.rung,
                    daysLeft: day.days(until: alert.anchorOn), text: alert.message,
                    recipients: alert.recipients)
            }
    }
}

extension AlertPlanning.Item {
    fileprivate func notification(_ alert: Alert, on day: CivilDate) -> AlertNotification {
        let kind: AlertNotification.Kind =
            switch due {
            case .raised: .raised
            case .reminded: .reminded
            case .escalated: .escalated
            }
        return AlertNotification(
            kind: kind, alert: alert.id, subject: alert.subject, scheme: scheme,
            anchor: alert.anchor, anchorOn: alert.anchorOn, rung: alert.rung,
            daysLeft: day.days(until: alert.anchorOn),
            text: String(
                String.UnicodeScalarView(alert.message.unicodeScalars.prefix(Self.longest))),
            recipients: recipients)
    }

    /// A text of more scalars would not fit into what some channels take.
    private static let longest = 1_000
}

extension Alert {
    fileprivate func with(id: ID<Alert>) -> Alert {
        Alert(
            id: id, subject: subject, anchor: anchor, anchorOn: anchorOn, rung: rung,
            skipped: skipped, message: message, recipients: recipients, raisedOn: raisedOn)
    }
}
