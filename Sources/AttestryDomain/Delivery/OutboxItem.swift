/// A message with the channel it goes through and how far it got.
package struct OutboxItem: Sendable {
    package var message: Message
    /// The channel; nil for the run's own output.
    package let channel: Channel?
    package var delivery: Delivery
    /// What would be said of it now; nil where it was said already, or need not be.
    package var telling: Telling?

    package init(message: Message, channel: Channel?, delivery: Delivery) {
        self.message = message
        self.channel = channel
        self.delivery = delivery
    }

    /// The code of the channel; `output` for the run's own.
    package var channelName: String { channel?.code.description ?? "output" }

    /// Each recipient with what it is told: of a message that waits what it would be told now.
    package var letters: [(recipient: String, notifications: [AlertNotification])] {
        if message.kind == .checkpoint { return [(message.recipient, [])] }
        let own = telling?.kept ?? message.content.notifications
        let others = (telling?.passedOn ?? [:]).sorted { $0.key < $1.key }
        return (own.isEmpty ? [] : [(message.recipient, own)])
            + others.map { ($0.key, $0.value) }
    }

    /// What came back from the last try; where nothing would be said any more, why.
    private var detail: String? {
        guard let telling, letters.isEmpty else { return delivery.detail }
        return telling.silence
    }

    /// What stands in a list of numbers of alerts.
    private static func numbers(_ notifications: [AlertNotification]) -> JSONValue {
        .array(notifications.map { .number(Int($0.alert.rawValue)) })
    }

    package static let columns: [Column<OutboxItem>] = [
        Column("id") { .number(Int($0.message.id.rawValue)) },
        Column("channel") { .string($0.channelName) },
        Column("channel_kind", .fileOnly) { .text($0.channel?.kind.rawValue) },
        Column("recipient") { .string($0.letters.map(\.recipient).joined(separator: " ")) },
        Column("kind") { .string($0.message.kind.rawValue) },
        Column("alerts") { numbers($0.letters.flatMap(\.notifications)) },
        Column("left_out", .fileOnly) { numbers(($0.telling?.leftOut ?? []).map(\.notification)) },
        Column("state") { .string($0.delivery.state.rawValue) },
        Column("attempts") { .number($0.delivery.attempts) },
        Column("queued_at", .fileOnly) { .text($0.message.queuedAt) },
        Column("next_attempt_at") { .text($0.delivery.nextAttemptAt) },
        Column("detail") { .text($0.detail) },
        Column("key", .fileOnly) { .string($0.message.key) },
    ]
}

extension OutboxItem {
    /// One line of what a message says, or why it does not.
    package struct Line: Sendable {
        fileprivate let alert: ID<Alert>?
        fileprivate let recipient: String?
        fileprivate let text: String

        package static let columns: [Column<Line>] = [
            Column("alert") { $0.alert.map { .number(Int($0.rawValue)) } ?? .null },
            Column("recipient") { .text($0.recipient) }, Column("says") { .string($0.text) },
        ]
    }

    /// The lines of what it says, and of what is left out.
    package var lines: [Line] {
        if let letter = message.content.checkpoint {
            return [
                Line(
                    alert: nil, recipient: message.recipient,
                    text: "brings \(letter.fileName), signed when it is sent")
            ]
        }
        return letters.flatMap { letter in
            letter.notifications.map {
                Line(alert: $0.alert, recipient: letter.recipient, text: $0.text)
            }
        }
            + (telling?.leftOut ?? []).map {
                Line(
                    alert: $0.notification.alert, recipient: nil, text: "left out: \($0.because)")
            }
    }
}
