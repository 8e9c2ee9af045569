/// Decides which channel gets what.
package struct Routing: Sendable {
    /// A message that has no row yet.
    package struct Draft: Hashable, Sendable {
        /// The channel; nil for the run's own output.
        package let channel: Channel?
        /// Who gets the message; empty where the channel itself is the recipient.
        package let recipient: String
        /// What is told.
        package let kind: Message.Kind
        /// The notifications, in their order.
        package let notifications: [AlertNotification]

        package init(
            channel: Channel?, recipient: String, kind: Message.Kind,
            notifications: [AlertNotification]
        ) {
            self.channel = channel
            self.recipient = recipient
            self.kind = kind
            self.notifications = notifications
        }
    }

    private let channels: [Channel]
    private let isWhole: Bool

    /// The routing over these channels; those that are disabled get nothing, but for the end of an
    /// incident: whoever puts the channel to use again must be able to close it. They are not all
    /// there are where one cannot be read.
    package init(_ channels: [Channel], areAll isWhole: Bool = true) {
        self.isWhole = isWhole
        self.channels = channels.filter { $0.disabledBecause == nil || $0.kind == .pagerduty }
    }

    /// The messages that make up a run's news. What no channel takes goes to the run's output, so
    /// that it is lost to nobody, and everything where a channel is missing; the end of an alert
    /// goes only to channels that want it.
    package func drafts(_ notifications: [AlertNotification]) -> [Draft] {
        var drafts: [Draft] = []
        var taken: Set<AlertNotification> = []
        for channel in channels {
            let wanted = notifications.filter {
                channel.kind.takes($0.kind) && channel.filter.takes($0)
                    && (channel.disabledBecause == nil || $0.kind == .resolved)
            }
            let own = channel.kind == .mail ? mail(wanted, channel) : others(wanted, channel)
            drafts += own
            taken.formUnion(own.flatMap(\.notifications))
        }
        let left = notifications.filter {
            !(isWhole && taken.contains($0)) && $0.kind != .resolved
        }
        return digests(left, channel: nil, recipient: "") + drafts
    }

    /// One digest a recipient; what has nobody to go to is left. Who is named gets everything, and
    /// the escalation contact what was passed on all the same.
    private func mail(_ wanted: [AlertNotification], _ channel: Channel) -> [Draft] {
        let named = channel.recipients
        func addressees(_ notification: AlertNotification) -> [String] {
            let own = notification.recipients
            guard !named.isEmpty else { return own }
            return named + (notification.kind == .escalated ? own : Array(own.dropFirst()))
        }
        var own: [String: (recipient: String, wanted: [AlertNotification])] = [:]
        for notification in wanted {
            let mailboxes = Dictionary(
                grouping: addressees(notification), by: EmailAddress.compared)
            for (mailbox, spellings) in mailboxes {
                let known = own[mailbox]
                let recipient = ([known?.recipient].compactMap(\.self) + spellings).min() ?? mailbox
                own[mailbox] = (recipient, (known?.wanted ?? []) + [notification])
            }
        }
        return own.values.sorted { $0.recipient < $1.recipient }.flatMap {
            digests($0.wanted, channel: channel, recipient: $0.recipient)
        }
    }

    private func others(_ wanted: [AlertNotification], _ channel: Channel) -> [Draft] {
        guard !channel.kind.sendsDigests else {
            // Teams takes 28 KB; Slack 50 blocks, and curl what fits into a pipe.
            let parts = Self.parts(wanted, longest: channel.kind == .teams ? 22_000 : 40_000)
            return parts.flatMap { digests($0, channel: channel, recipient: "") }
        }
        return wanted.map {
            Draft(channel: channel, recipient: "", kind: .init($0.kind), notifications: [$0])
        }
    }

    /// The notifications in lots that fit into one document each; a part is a message of its own,
    /// so that one that was refused repeats no other.
    private static func parts(_ notifications: [AlertNotification], longest: Int)
        -> [[AlertNotification]]
    {
        var parts: [[AlertNotification]] = []
        var size = 0
        for notification in notifications {
            // At most 500 scalars are shown, each of at most five bytes with its escapes.
            let length = min(notification.text.unicodeScalars.count, 500) * 5 + 700
            if parts.isEmpty || size + length > longest || parts[parts.count - 1].count == 40 {
                parts.append([])
                size = 0
            }
            parts[parts.count - 1].append(notification)
            size += length
        }
        return parts
    }

    /// New alerts and reminders in one message, escalations in another.
    private func digests(
        _ notifications: [AlertNotification], channel: Channel?, recipient: String
    ) -> [Draft] {
        let escalated = notifications.filter { $0.kind == .escalated }
        let others = notifications.filter { $0.kind != .escalated }
        return [(others, Message.Kind.raised), (escalated, .escalated)].compactMap {
            $0.0.isEmpty
                ? nil
                : Draft(
                    channel: channel, recipient: recipient, kind: $0.1, notifications: $0.0)
        }
    }
}
