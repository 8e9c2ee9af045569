/// What somebody answered to an alert (`rules.md` §7); it counts for the alert's anchor date.
package struct AlertResponse: Hashable, Sendable {
    /// What was answered.
    package enum Kind: Hashable, Sendable {
        /// It is being taken care of: the rungs before the date stay silent.
        case acknowledged
        /// Not before that day: then it is said once more.
        case snoozed(until: CivilDate)

        /// The word for it in the registry and in every output.
        package var name: String {
            if case .acknowledged = self { "acknowledged" } else { "snoozed" }
        }

        /// The day until which all is silent.
        package var until: CivilDate? {
            if case .snoozed(let until) = self { until } else { nil }
        }
    }

    /// The row's key; a later answer has a higher one.
    package let id: ID<AlertResponse>
    /// The last alert about the anchor date when it was answered.
    package let alert: ID<Alert>
    /// What was answered.
    package let kind: Kind
    /// The civil day of the answer.
    package let recordedOn: CivilDate

    package init(
        id: ID<AlertResponse>, alert: ID<Alert>, kind: Kind, recordedOn: CivilDate
    ) {
        self.id = id
        self.alert = alert
        self.kind = kind
        self.recordedOn = recordedOn
    }
}

/// An alert that was said once more after a snooze.
package struct AlertReminder: Hashable, Sendable {
    /// The snooze.
    package let response: ID<AlertResponse>
    /// The alert.
    package let alert: ID<Alert>

    package init(response: ID<AlertResponse>, alert: ID<Alert>) {
        self.response = response
        self.alert = alert
    }
}

/// An anchor date that was passed on to the escalation contact.
package struct AlertEscalation: Hashable, Sendable {
    /// The last alert about it.
    package let alert: ID<Alert>
    /// Who was told.
    package let recipient: String
    /// The day of the run that told.
    package let escalatedOn: CivilDate

    package init(alert: ID<Alert>, recipient: String, escalatedOn: CivilDate) {
        self.alert = alert
        self.recipient = recipient
        self.escalatedOn = escalatedOn
    }
}
