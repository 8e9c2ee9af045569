/// One thing that a run has to tell about one alert.
@dynamicMemberLookup
package struct AlertNotification: Hashable, Sendable {
    /// What is told.
    package enum Kind: String, Sendable, CaseIterable {
        /// The alert is new.
        case raised
        /// The alert was put off until now.
        case reminded
        /// Nobody answered it.
        case escalated
        /// What the alert warned of is gone.
        case resolved
    }

    /// What is told.
    package let kind: Kind
    /// The alert as it was raised.
    package var about: Alert
    /// The day on which it is told: of what people read the day it is sent, of what programs read
    /// the day of the run.
    package let day: CivilDate
    /// The addresses of those who are to hear of it.
    package let recipients: [String]
    /// The answer that asked for it to be said once more, of a reminder.
    package let after: ID<AlertResponse>?
    /// The last answer about the anchor date when the run decided to tell it; nil for none.
    package let answer: ID<AlertResponse>?
    /// The day on which a copy of the registry was put back that cannot know whether it was told
    /// before; nil where it was not.
    package var restoredOn: CivilDate?

    package init(
        kind: Kind, about: Alert, day: CivilDate, recipients: [String],
        after: ID<AlertResponse>? = nil, answer: ID<AlertResponse>? = nil,
        restoredOn: CivilDate? = nil
    ) {
        self.kind = kind
        self.about = about
        self.day = day
        self.recipients = recipients
        self.after = after
        self.answer = answer
        self.restoredOn = restoredOn
    }

    /// The same news on another day: to these, and in these words where there are others.
    package func told(on day: CivilDate, to recipients: [String], saying words: String? = nil)
        -> AlertNotification
    {
        var about = about
        about.message = words ?? about.message
        return AlertNotification(
            kind: kind, about: about, day: day, recipients: recipients, after: after,
            answer: answer, restoredOn: restoredOn)
    }

    /// A part of the alert.
    package subscript<Part>(dynamicMember part: KeyPath<Alert, Part>) -> Part {
        about[keyPath: part]
    }

    /// The alert's row.
    package var alert: ID<Alert> { about.id }
    /// The name of the anchor.
    package var anchor: String { about.anchor.description }

    /// What a person is told, no longer than what every channel takes.
    package var text: String {
        // First, so that no channel cuts it off.
        let doubt = restoredOn.map { "perhaps told already (restored on \($0)): " } ?? ""
        let words = doubt + about.text(on: day)
        return String(String.UnicodeScalarView(words.unicodeScalars.prefix(1_000)))
    }

    /// What all notifications about one anchor date share, whatever the rung.
    package var anchorName: String {
        "\(about.subject.kind.rawValue) \(about.subject.key) \(anchor) \(about.anchorOn)"
    }

    package static let columns: [Column<AlertNotification>] =
        Alert.columns.of { $0.about } + [
            Column("days_left") { .number($0.day.days(until: $0.about.anchorOn)) },
            Column("recipients") { .texts($0.recipients) }, Column("message") { .string($0.text) },
            Column("severity") { .string($0.about.severity.rawValue) },
            Column("kind") { .string($0.kind.rawValue) },
        ]

    /// The notification as scripts read it.
    package var json: JSONValue {
        var fields = JSONValue(self, Self.columns).fields
        fields["alert_id"] = fields.removeValue(forKey: "id")
        fields["subject_key"] = .number(Int(about.subject.key))
        fields["scheme"] = .text(about.scheme)
        fields["restored_on"] = restoredOn.map { .text($0) }
        return .object(fields)
    }
}
