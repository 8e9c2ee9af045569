package import AttestryDomain

/// What a run of the alerts came to.
package struct AlertReport: Sendable {
    /// The day of the run.
    package let day: CivilDate
    /// The alerts raised, the most urgent first.
    package let raised: [Alert]
    /// All that there is to tell, what is over included.
    package let notifications: [AlertNotification]
    /// How many rungs were passed over because a more urgent one was reached.
    package let skipped: Int
    /// How many alerts of former runs are still unresolved, these included.
    package let unresolved: Int
    /// How many due alerts were left for the next run because of the limit.
    package let held: Int
    /// Whether another run was under way, so that this one did nothing.
    package let isUnderWay: Bool

    init(
        day: CivilDate, raised: [Alert], notifications: [AlertNotification], skipped: Int,
        unresolved: Int, held: Int
    ) {
        self.day = day
        self.raised = raised
        self.notifications = notifications
        self.skipped = skipped
        self.unresolved = unresolved
        self.held = held
        isUnderWay = false
    }

    /// What a run reports that found another one at work.
    init(underWayOn day: CivilDate) {
        self.day = day
        raised = []
        notifications = []
        (skipped, unresolved, held) = (0, 0, 0)
        isUnderWay = true
    }

    /// The report as scripts read it.
    package func json(_ deliveries: DeliveryReport) -> JSONValue {
        [
            "day": .text(day),
            "raised": .array(
                raised.map {
                    .object(
                        $0.json(on: day).merging([
                            "days_left": .number(day.days(until: $0.anchorOn))
                        ]) { $1 })
                }),
            "reminded": .array(notifications.filter { $0.kind == .reminded }.map(\.json)),
            "escalated": .array(notifications.filter { $0.kind == .escalated }.map(\.json)),
            "skipped": .number(skipped), "unresolved": .number(unresolved), "held": .number(held),
            "under_way": .bool(isUnderWay), "deliveries": deliveries.json,
        ]
    }
}
