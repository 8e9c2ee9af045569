/// One thing that a run has to tell about one alert.
package struct AlertNotification: Hashable, Sendable {
    /// What is told.
    package enum Kind: String, Sendable, CaseIterable {
        /// The alert is new.
        case raised
        /// It was put off until now.
        case reminded
        /// Nobody answered it.
        case escalated
        /// What it warned of is gone.
        case resolved
    }

    /// What is told.
    package let kind: Kind
    /// The alert's row.
    package let alert: ID<Alert>
    /// What the alert is about.
    package let subject: AlertSubject
    /// The scheme, where it is about an evidence.
    package let scheme: String?
    /// The name of the anchor.
    package let anchor: String
    /// The day of the anchor.
    package let anchorOn: CivilDate
    /// Days before the anchor; negative after it.
    package let rung: Int
    /// Days from the run to the anchor; negative after it.
    package let daysLeft: Int
    /// The fact, as a clause for a person to read.
    package let text: String
    /// The addresses of those who are to hear of it.
    package let recipients: [String]

    package init(
        kind: Kind, alert: ID<Alert>, subject: AlertSubject, scheme: String?, anchor: String,
        anchorOn: CivilDate, rung: Int, daysLeft: Int, text: String, recipients: [String]
    ) {
        self.kind = kind
        self.alert = alert
        self.subject = subject
        self.scheme = scheme
        self.anchor = anchor
        self.anchorOn = anchorOn
        self.rung = rung
        self.daysLeft = daysLeft
        self.text = text
        self.recipients = recipients
    }

    /// How much it matters.
    package var severity: AlertSeverity { AlertSeverity(rung: rung) }

    /// What all notifications about one anchor date share, whatever the rung.
    package var anchorName: String {
        "\(subject.kind.rawValue) \(subject.key) \(anchor) \(anchorOn)"
    }
}
