package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Records an answer to an alert.
    package func respond(_ kind: AlertResponse.Kind, to alert: Alert, on day: CivilDate) throws {
        try insert(
            "alert_response",
            ["alert_id": alert.id, "kind": kind.name, "until_on": kind.until, "recorded_on": day],
            subject: alert.subject.name)
    }

    /// Records that an alert is said once more.
    package func remind(
        of alert: Alert, after response: ID<AlertResponse>, run: ID<AlertRun>, on day: CivilDate
    ) throws {
        try insert(
            "alert_reminder",
            ["response_id": response, "alert_id": alert.id, "run_id": run, "reminded_on": day],
            subject: alert.subject.name)
    }

    /// Records that an alert is passed on.
    package func escalate(
        _ alert: Alert, to recipient: String, run: ID<AlertRun>, on day: CivilDate
    ) throws {
        try insert(
            "alert_escalation",
            ["alert_id": alert.id, "run_id": run, "recipient": recipient, "escalated_on": day],
            subject: alert.subject.name)
    }
}
