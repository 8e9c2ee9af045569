package import AttestryDomain

/// An alert as the outside sees it, with what was done about its anchor date.
package struct AlertDocument: Sendable {
    /// The alert as it was raised.
    package let alert: Alert
    let past: AlertPast
    /// How it stands today.
    package let state: Alert.State
    /// What was sent of it, or is to be; none in a list.
    package var messages: [OutboxItem] = []

    init(_ alert: Alert, _ past: AlertPast, on day: CivilDate) {
        self.alert = alert
        self.past = past
        state = past.state(of: alert, on: day)
    }

    /// The columns of a list.
    package static let columns: [Column<AlertDocument>] =
        Alert.columns.of { $0.alert } + [
            Column("raised_on") { .text($0.alert.raisedOn) },
            Column("state") { .string($0.state.rawValue) },
            Column("snoozed_until", .ifThereIsRoom) { .text($0.past.snoozedUntil) },
            Column("resolved_on", .ifThereIsRoom) { .text($0.alert.resolvedOn) },
            Column("recipients") { .texts($0.alert.recipients) },
            Column("skipped", .fileOnly) { .array($0.alert.skipped.map { .number($0) }) },
            Column("message", .fileOnly) { .string($0.alert.text(on: $0.alert.raisedOn)) },
            Column("severity", .fileOnly) { .string($0.alert.severity.rawValue) },
            Column("acknowledged", .fileOnly) { .bool($0.past.isAcknowledged($0.alert)) },
            Column("escalated", .fileOnly) { .bool($0.past.isEscalated) },
        ]

    /// The fields of one alert, in the order in which a person wants to know them.
    package static let fields = columns.named(
        "id", "message", "subject", "subject_kind", "anchor", "anchor_on", "rung", "severity",
        "old", "state", "raised_on", "resolved_on", "acknowledged", "snoozed_until", "escalated",
        "recipients",
        "skipped")

    /// What scripts read of it beside its fields: the other alerts about the date, the messages.
    package var others: [String: JSONValue] {
        let others = past.alerts.filter { $0.id != alert.id }
            .map {
                JSONValue($0, Alert.columns.named("id", "rung")).adding([
                    "raised_on": .text($0.raisedOn)
                ])
            }
        return [
            "others": .array(others),
            "messages": .array(messages.map { JSONValue($0, OutboxItem.columns) }),
        ]
    }
}
