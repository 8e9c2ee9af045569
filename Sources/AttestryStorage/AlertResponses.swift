package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Records an answer to an alert.
    package func respond(_ kind: AlertResponse.Kind, to alert: Alert, on day: CivilDate) throws {
        _ = try insert(
            "alert_response",
            [
                "alert_id": .key(alert.id), "kind": .text(kind.name),
                "until_on": .text(kind.until), "recorded_on": .text(day),
            ], subject: alert.subject.name)
    }

    /// Records that an alert is said once more.
    package func remind(
        of alert: Alert, after response: ID<AlertResponse>, run: ID<AlertRun>, on day: CivilDate
    ) throws {
        _ = try insert(
            "alert_reminder",
            [
                "response_id": .key(response), "alert_id": .key(alert.id), "run_id": .key(run),
                "reminded_on": .text(day),
            ], subject: alert.subject.name)
    }

    /// Records that an alert is passed on.
    package func escalate(
        _ alert: Alert, to recipient: String, run: ID<AlertRun>, on day: CivilDate
    ) throws {
        _ = try insert(
            "alert_escalation",
            [
                "alert_id": .key(alert.id), "run_id": .key(run), "recipient": .text(recipient),
                "escalated_on": .text(day),
            ], subject: alert.subject.name)
    }
}
