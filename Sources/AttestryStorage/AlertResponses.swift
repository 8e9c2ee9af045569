package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// What was answered to alerts, in the order of the answers.
    package func alertResponses() throws -> [AlertResponse] {
        try Row.fetchAll(db, sql: "SELECT * FROM alert_response ORDER BY id").map { row in
            let until = try row.optionalDate("until_on")
            return AlertResponse(
                id: try row.id(), alert: try row.id("alert_id"),
                kind: until.map { .snoozed(until: $0) } ?? .acknowledged,
                recordedOn: try row.date("recorded_on"))
        }
    }

    /// The alerts that were said once more.
    package func alertReminders() throws -> [AlertReminder] {
        try Row.fetchAll(db, sql: "SELECT * FROM alert_reminder ORDER BY id").map { row in
            AlertReminder(response: try row.id("response_id"), alert: try row.id("alert_id"))
        }
    }

    /// The alerts that were passed on.
    package func alertEscalations() throws -> [AlertEscalation] {
        try Row.fetchAll(db, sql: "SELECT * FROM alert_escalation ORDER BY id").map { row in
            AlertEscalation(
                alert: try row.id("alert_id"), recipient: try row.text("recipient"),
                escalatedOn: try row.date("escalated_on"))
        }
    }
}

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
