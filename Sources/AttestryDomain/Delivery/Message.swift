/// Something to send: one digest, or one event.
package struct Message: Hashable, Sendable {
    package let id: ID<Message>
    /// 64 hexadecimal digits that are the same at every try, and of no other message.
    package let key: String
    /// To whom; empty where the channel itself is the recipient.
    package let recipient: String
    /// What is told; a digest of new alerts and reminders is `raised`.
    package let kind: AlertNotification.Kind
    /// What is said.
    package let content: Content
    /// When it was queued.
    package let queuedAt: Timestamp

    /// What a message says, with all it takes to say it at any later time.
    package struct Content: Hashable, Sendable {
        /// The name of the organization.
        package let organization: String
        /// What tells this registry from all others: 32 hexadecimal digits.
        package let registry: String
        /// The notifications, the most urgent first.
        package let notifications: [AlertNotification]

        /// Content with these parts.
        package init(
            organization: String, registry: String, notifications: [AlertNotification]
        ) {
            self.organization = organization
            self.registry = registry
            self.notifications = notifications
        }
    }

    package init(
        id: ID<Message>, key: String, recipient: String, kind: AlertNotification.Kind,
        content: Content, queuedAt: Timestamp
    ) {
        self.id = id
        self.key = key
        self.recipient = recipient
        self.kind = kind
        self.content = content
        self.queuedAt = queuedAt
    }
}

extension Message.Content {
    /// The content as the outbox keeps it.
    package var json: JSONValue {
        [
            "organization": .string(organization), "registry": .string(registry),
            "notifications": .array(notifications.map(\.json)),
        ]
    }

    /// The content that was kept so; nil where it is something else.
    package init?(_ json: JSONValue) {
        guard let organization = json["organization"].string,
            let registry = json["registry"].string, let items = json["notifications"].elements
        else { return nil }
        let notifications = items.compactMap { AlertNotification($0) }
        guard notifications.count == items.count else { return nil }
        self.init(
            organization: organization, registry: registry, notifications: notifications)
    }
}

extension AlertNotification {
    /// The notification as the outbox keeps it and as scripts read it.
    package var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "alert_id": .number(Int(alert.rawValue)),
            "subject": .string(subject.name), "subject_kind": .string(subject.kind.rawValue),
            "subject_key": .number(Int(subject.key)), "scheme": .text(scheme),
            "anchor": .string(anchor), "anchor_on": .text(anchorOn), "rung": .number(rung),
            "days_left": .number(daysLeft), "severity": .string(severity.rawValue),
            "message": .string(text), "recipients": .texts(recipients),
        ]
    }

    fileprivate init?(_ json: JSONValue) {
        guard let kind = json["kind"].string.flatMap(Kind.init(rawValue:)),
            let alert = json["alert_id"].int, let name = json["subject"].string,
            let noun = json["subject_kind"].string.flatMap(AlertSubject.Kind.init(rawValue:)),
            let key = json["subject_key"].int, let anchor = json["anchor"].string,
            let on = json["anchor_on"].string.flatMap({ CivilDate($0) }),
            let rung = json["rung"].int, let daysLeft = json["days_left"].int,
            let text = json["message"].string, let recipients = json["recipients"].elements
        else { return nil }
        self.init(
            kind: kind, alert: ID(Int64(alert)),
            subject: AlertSubject(noun, key: Int64(key), name: name),
            scheme: json["scheme"].string, anchor: anchor, anchorOn: on, rung: rung,
            daysLeft: daysLeft, text: text, recipients: recipients.compactMap(\.string))
    }
}
