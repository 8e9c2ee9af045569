/// A message with the channel it goes through and how far it got.
package struct OutboxItem: Sendable {
    package let message: Message
    /// The channel; nil for the run's own output.
    package let channel: Channel?
    package var delivery: Delivery

    package init(message: Message, channel: Channel?, delivery: Delivery) {
        self.message = message
        self.channel = channel
        self.delivery = delivery
    }

    /// The code of the channel; `output` for the run's own.
    package var channelName: String { channel?.code.description ?? "output" }

    /// Whether it is an incident that must not be opened any more: sent after its end it would open
    /// a new one (PagerDuty, Events API v2).
    package var isPointless: Bool {
        channel?.kind == .pagerduty && message.kind != .resolved
            && message.content.notifications.allSatisfy { $0.about.resolvedOn != nil }
    }

    package static let columns: [Column<OutboxItem>] = [
        Column("id") { .number(Int($0.message.id.rawValue)) },
        Column("channel") { .string($0.channelName) },
        Column("channel_kind", .fileOnly) { .text($0.channel?.kind.rawValue) },
        Column("recipient") { .string($0.message.recipient) },
        Column("kind") { .string($0.message.kind.rawValue) },
        Column("alerts") {
            .array($0.message.content.notifications.map { .number(Int($0.alert.rawValue)) })
        },
        Column("state") { .string($0.delivery.state.rawValue) },
        Column("attempts") { .number($0.delivery.attempts) },
        Column("queued_at", .fileOnly) { .text($0.message.queuedAt) },
        Column("next_attempt_at") { .text($0.delivery.nextAttemptAt) },
        Column("detail") { .text($0.delivery.detail) },
        Column("key", .fileOnly) { .string($0.message.key) },
    ]
}
