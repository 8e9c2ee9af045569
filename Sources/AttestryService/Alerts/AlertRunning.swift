package import AttestryDomain
import AttestryStorage

/// What a run of the alerts came to.
package struct AlertReport: Sendable {
    /// The day of the run.
    package let day: CivilDate
    /// The alerts raised, the most urgent first.
    package let raised: [Alert]
    /// How many rungs were passed over because a more urgent one was reached.
    package let skipped: Int
    /// How many alerts of former runs are still unresolved, these included.
    package let unresolved: Int
    /// How many due alerts were left for the next run because of the limit.
    package let held: Int

    /// The report as scripts read it.
    package var json: JSONValue {
        [
            "day": .text(day),
            "raised": .array(
                raised.map { alert in
                    [
                        "id": .number(Int(alert.id.rawValue)),
                        "subject": .string(alert.subject.name),
                        "subject_kind": .string(alert.subject.kind.rawValue),
                        "anchor": .string(alert.anchor), "anchor_on": .text(alert.anchorOn),
                        "rung": .number(alert.rung),
                        "days_left": .number(day.days(until: alert.anchorOn)),
                        "recipients": .texts(alert.recipients), "message": .string(alert.message),
                    ]
                }),
            "skipped": .number(skipped), "unresolved": .number(unresolved), "held": .number(held),
            "deliveries": .object([:]),
        ]
    }
}

extension Registry {
    /// Raises what is due today and resolves what is gone (`rules.md` §7).
    ///
    /// Throws `clock` where the machine's day cannot be trusted after the last run's, unless it is
    /// vouched for. At most `limit` alerts are raised, the most urgent ones; the rest keep for the
    /// next run.
    package func runAlerts(acceptClock: Bool, limit: Int?, author: Author) throws -> AlertReport {
        try write("alert.run", author) { transaction, today in
            if let last = try transaction.reading.lastAlertRun(), !acceptClock,
                let distrust = last.distrust(of: today)
            {
                throw RegistryError(
                    .clock, "the clock cannot be trusted: \(distrust)",
                    hint: "set the clock, or run once with --accept-clock; nothing was raised")
            }
            let plan = try AlertPlanning(transaction.reading, on: today, limit: limit)
            let resolved = plan.goneAlerts
            let run = try transaction.insert(
                AlertRun(
                    day: today, ranAt: transaction.change.time, raised: plan.due.count,
                    resolved: resolved.count, clockAccepted: acceptClock))
            for alert in resolved { try transaction.resolve(alert, on: today) }
            let raised = try plan.due.map { due in
                due.with(id: try transaction.insert(due, run: run))
            }
            return plan.report(raised)
        }
    }

    /// What a run would raise on a day, with nothing recorded.
    package func previewAlerts(asOf day: CivilDate?, limit: Int?) throws -> AlertReport {
        try read(asOf: day) { reading, day in
            let plan = try AlertPlanning(reading, on: day, limit: limit)
            return plan.report(plan.due)
        }
    }

    /// The alerts raised so far, those about what goes by one code or all.
    package func alerts(of code: String?, unresolvedOnly: Bool) throws -> [JSONValue] {
        let code = try code.map { try Code($0, field: "code") }
        return try store.read { reading in
            if let code { try reading.checkSubject(code) }
            let alerts = try reading.alerts(
                of: code?.description, unresolvedOnly: unresolvedOnly)
            return alerts.map { alert in
                [
                    "id": .number(Int(alert.id.rawValue)),
                    "subject": .string(alert.subject.name),
                    "subject_kind": .string(alert.subject.kind.rawValue),
                    "anchor": .string(alert.anchor), "anchor_on": .text(alert.anchorOn),
                    "rung": .number(alert.rung), "raised_on": .text(alert.raisedOn),
                    "resolved_on": .text(alert.resolvedOn), "recipients": .texts(alert.recipients),
                    "skipped": .array(alert.skipped.map { .number($0) }),
                    "message": .string(alert.message),
                ]
            }
        }
    }
}

extension Alert {
    fileprivate func with(id: ID<Alert>) -> Alert {
        Alert(
            id: id, subject: subject, anchor: anchor, anchorOn: anchorOn, rung: rung,
            skipped: skipped,
            message: message, recipients: recipients, raisedOn: raisedOn)
    }
}
