/// What somebody answered to an alert (`rules.md` §7); it counts for the alert's anchor date.
package struct AlertResponse: Hashable, Sendable {
    /// What was answered.
    package enum Kind: Hashable, Sendable {
        /// The alert is being taken care of: the rungs before the date stay silent.
        case acknowledged
        /// Not before that day: then it is said once more.
        case snoozed(until: CivilDate)

        /// The word for it in the registry and in every output.
        package var name: String { until == nil ? "acknowledged" : "snoozed" }

        /// The day until which all is silent.
        package var until: CivilDate? { if case .snoozed(let until) = self { until } else { nil } }
    }

    /// The row's key; a later answer has a higher one.
    package let id: ID<AlertResponse>
    /// The last alert about the anchor date when it was answered.
    package let alert: ID<Alert>
    /// What was answered.
    package let kind: Kind

    package init(id: ID<AlertResponse>, alert: ID<Alert>, kind: Kind) {
        self.id = id
        self.alert = alert
        self.kind = kind
    }
}
