package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Raises what is due today, resolves what is gone, and queues what is to be told of it, all
    /// in one transaction (`rules.md` §7).
    ///
    /// Throws `clock` where the machine's day cannot be trusted after the last run's, unless it is
    /// vouched for. At most `limit` alerts are raised, the most urgent ones; the rest keep for the
    /// next run.
    package func runAlerts(limit: Int?, author: Author) throws -> AlertReport {
        try write("alert.run", author) { transaction, today in
            let reading = transaction.reading
            if let last = try reading.lastAlertRun(), !author.acceptsClock,
                let distrust = last.distrust(of: today)
            {
                throw RegistryError(
                    .clock, "the clock cannot be trusted: \(distrust)",

                    hint: "set the clock, or vouch for it once: attestry alert run --accept-clock")
            }
            let plan = try AlertPlanning(reading, clock, on: today, limit: limit)
            let run = try transaction.insert(
                AlertRun(
                    day: today, ranAt: transaction.change.time,
                    raised: plan.notifications.count { $0.kind == .raised },
                    resolved: plan.goneAlerts.count, clockAccepted: author.acceptsClock))
            for alert in plan.goneAlerts { try transaction.resolve(alert, on: today) }
            let told =
                try transaction.record(plan.notifications, run: run, on: today) + plan.resolutions
            try transaction.queue(told, run: run)
            try transaction.queueCheckpoints(run: run, on: today)
            return plan.report(told)
        }
    }

    /// What a run would raise on a day, with nothing recorded.
    package func previewAlerts(asOf day: CivilDate?, limit: Int?) throws -> AlertReport {
        try read(asOf: day) { reading, day in
            let plan = try AlertPlanning(reading, clock, on: day, limit: limit)
            return plan.report(plan.notifications)
        }
    }

    /// What a run reports that found another one at work.
    package func reportUnderWay() throws -> AlertReport {
        try read(asOf: nil) { AlertReport(day: $1, isUnderWay: true) }
    }
}

extension WriteTransaction {
    /// Records what is said; returns it with the rows it got.
    fileprivate func record(
        _ notifications: [AlertNotification], run: ID<AlertRun>, on day: CivilDate
    ) throws -> [AlertNotification] {
        var raised: [AlertKey: ID<Alert>] = [:]
        return try notifications.compactMap { notification in
            var told = notification
            switch told.kind {
            case .raised:
                // What was raised and cannot be read is not raised again.
                if try reading.isRaised(told.about) { return nil }
                told.about.id = try insert(told.about, run: run)
                raised[told.about.key] = told.alert
            case .reminded:
                if let answer = told.after {
                    try remind(of: told.about, after: answer, run: run, on: day)
                }
            case .escalated:
                // What is passed on may be what this run has just raised.
                told.about.id = raised[told.about.key] ?? told.alert
                try escalate(
                    told.about, to: told.recipients.joined(separator: " "), run: run, on: day)
            case .resolved: break
            }
            return told
        }
    }

    /// Puts what is told into the outbox, one message for each that has to hear of it.
    fileprivate func queue(_ notifications: [AlertNotification], run: ID<AlertRun>) throws {
        guard !notifications.isEmpty else { return }
        let branch = try reading.branch()
        let channels = try reading.channels()
        let areAll = !reading.damages.contains { $0.noun == "channel" }
        for draft in Routing(channels, areAll: areAll).drafts(notifications) {
            try insert(draft, key: draft.key(registry: branch, run: run), run: run)
        }
    }
}
