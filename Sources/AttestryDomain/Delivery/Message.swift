/// Something to send: one digest, or one event.
package struct Message: Hashable, Sendable {
    package let id: ID<Message>
    /// 64 hexadecimal digits that are the same at every try, and of no other message.
    package let key: String
    /// Who gets the message; empty where the channel itself is the recipient.
    package let recipient: String
    /// What is told; a digest of new alerts and reminders is `raised`.
    package let kind: Kind
    /// What is said, put together from what is recorded when it is sent.
    package var content: Content
    /// When it was queued.
    package let queuedAt: Timestamp
    /// When it was put into words: when it was queued, unless it is told on another day.
    package var wordedAt: Timestamp

    /// What messages tell: news of alerts, or what somebody is to keep.
    package enum Kind: String, Sendable, CaseIterable {
        case raised, reminded, escalated, resolved, checkpoint

        /// A message that tells this of alerts.
        package init(_ kind: AlertNotification.Kind) {
            self =
                switch kind {
                case .raised: .raised
                case .reminded: .reminded
                case .escalated: .escalated
                case .resolved: .resolved
                }
        }
    }

    /// What a message says.
    package struct Content: Hashable, Sendable {
        /// The name of the organization.
        package let organization: String
        /// What tells this registry from all others: 32 hexadecimal digits.
        package let registry: String
        /// The notifications, the most urgent first.
        package var notifications: [AlertNotification]
        /// The checkpoint that it brings instead; nil where it tells of alerts.
        package var checkpoint: CheckpointLetter?

        package init(
            organization: String, registry: String, notifications: [AlertNotification],
            checkpoint: CheckpointLetter? = nil
        ) {
            self.checkpoint = checkpoint
            self.organization = organization
            self.registry = registry
            self.notifications = notifications
        }
    }

    package init(
        id: ID<Message>, key: String, recipient: String, kind: Kind,
        content: Content, queuedAt: Timestamp
    ) {
        self.id = id
        self.key = key
        self.recipient = recipient
        self.kind = kind
        self.content = content
        self.queuedAt = queuedAt
        wordedAt = queuedAt
    }
}
