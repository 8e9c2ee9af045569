package import AttestryDomain

/// What a run of the alerts came to.
package struct AlertReport: Sendable {
    /// The day of the run.
    package let day: CivilDate
    /// All that there is to tell, what is over included; the most urgent first.
    package var notifications: [AlertNotification] = []
    /// How many alerts of this run and former ones are unresolved.
    var unresolved = 0
    /// How many due alerts were left for the next run because of the limit.
    package var held = 0
    /// Whether another run was under way, so that this one did nothing.
    var isUnderWay = false

    /// The alerts raised, the most urgent first.
    package var raised: [Alert] { told(.raised).map(\.about) }

    private func told(_ kind: AlertNotification.Kind) -> [AlertNotification] {
        notifications.filter { $0.kind == kind }
    }

    /// The report as scripts read it.
    package func json(_ deliveries: DeliveryReport) -> JSONValue {
        let columns = AlertNotification.columns.filter { $0.name != "kind" }
        return [
            "day": .text(day), "raised": .array(told(.raised).map { JSONValue($0, columns) }),
            "reminded": .array(told(.reminded).map(\.json)),
            "escalated": .array(told(.escalated).map(\.json)),
            // Rungs that were passed over because a more urgent one was reached.
            "skipped": .number(raised.map(\.skipped.count).reduce(0, +)),
            "unresolved": .number(unresolved), "held": .number(held),
            "under_way": .bool(isUnderWay), "deliveries": deliveries.json,
        ]
    }
}
