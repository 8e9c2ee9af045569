package import AttestryDomain
import GRDB

/// Which alerts a query looks at.
package enum AlertScope: Sendable {
    case all
    /// Those about anchor dates of which one is unresolved.
    case open
    /// Those about everything that goes by a code.
    case about(Code)
    /// Those about one anchor date.
    case key(AlertKey)
    /// Those about the anchor date of one alert.
    case one(ID<Alert>)
    /// Those about the anchor dates of these alerts.
    case beside([ID<Alert>])
    /// Those of these numbers alone.
    case numbers([ID<Alert>])

    /// The query for their keys, and what it is given.
    fileprivate var keys: (sql: String, arguments: Cells) {
        let same = "JOIN alert AS own USING (subject_kind, subject_id, anchor, anchor_on)"
        switch self {
        case .all: return ("SELECT id FROM alert", [])
        case .open:
            return ("SELECT alert.id FROM alert \(same) WHERE own.resolved_on IS NULL", [])
        case .about(let code):
            let nouns = ["evidence", "agreement", "customer", "activity"].map { noun in
                """
                SELECT id FROM alert WHERE subject_kind = '\(noun)'
                  AND subject_id = (
                    SELECT id FROM \(noun)
                    WHERE code = :code AND \(ReadTransaction.stands(noun)))
                """
            }
            return (nouns.joined(separator: " UNION ALL "), ["code": code])
        case .key(let key):
            return (
                """
                SELECT id FROM alert
                WHERE subject_kind = ? AND subject_id = ? AND anchor = ? AND anchor_on = ?
                """, [key.subject.kind.rawValue, key.subject.key, key.anchor, key.anchorOn]
            )
        case .one(let id):
            return ("SELECT alert.id FROM alert \(same) WHERE own.id = ?", [id])
        case .beside(let ids):
            return (
                """
                SELECT alert.id FROM alert \(same)
                WHERE own.id IN (SELECT value FROM json_each(?))
                """, [ids.map(\.rawValue).list]
            )
        case .numbers(let ids):
            return ("SELECT value FROM json_each(?)", [ids.map(\.rawValue).list])
        }
    }
}

extension ReadTransaction {
    /// Alerts in the order of their raising, but for those that cannot be read.
    package func alerts(_ scope: AlertScope) throws -> [Alert] {
        let keys = scope.keys
        if case .open = scope { try noteUnknownResolutions() }
        let kinds = AlertSubject.Kind.allCases
        return try db.rows(
            """
            SELECT alert.*, scheme.code AS scheme,
              coalesce(\(kinds.map(\.nameColumn).joined(separator: ", "))) AS subject
            FROM alert \(kinds.map(\.join).joined(separator: " "))
              LEFT JOIN scheme ON scheme.id = evidence.scheme_id
            WHERE alert.id IN (\(keys.sql)) ORDER BY alert.id
            """, keys.arguments
        ).sound("alert", self) { try Alert(row: $0) }
    }

    /// What runs and people have done about each anchor date that the scope's alerts are about,
    /// by a day; without one, ever.
    package func pasts(_ scope: AlertScope, by day: CivilDate? = nil) throws
        -> [AlertKey: AlertPast]
    {
        let alerts = try alerts(scope).filter { alert in day.map { alert.raisedOn <= $0 } ?? true }
        guard !alerts.isEmpty else { return [:] }
        let (sql, arguments) = scope.keys
        func rows(_ query: String, _ dated: String) throws -> Row {
            let limit = day.map { "AND \(dated) <= '\($0)'" } ?? ""
            return try db.rows("\(query) IN (\(sql)) \(limit) ORDER BY 1", arguments)
        }
        let responses = try rows(
            "SELECT * FROM alert_response WHERE alert_id", "recorded_on"
        ).sound("answer to an alert", self) { row in
            let until: CivilDate? = try row["until_on"]
            guard try row["kind"] == (until == nil ? "acknowledged" : "snoozed") else {
                throw row.damaged("kind")
            }
            return try AlertResponse(
                id: row["id"], alert: row["alert_id"],
                kind: until.map { .snoozed(until: $0) } ?? .acknowledged)
        }
        let reminded: [ID<AlertResponse>] = try rows(
            """
            SELECT response_id FROM alert_reminder
              JOIN alert_response AS answer ON answer.id = response_id WHERE answer.alert_id
            """, "reminded_on"
        ).map { try $0.first() }
        let escalated: [ID<Alert>] = try rows(
            "SELECT alert_id FROM alert_escalation WHERE alert_id", "escalated_on"
        ).map { try $0.first() }
        let keys = Dictionary(alerts.map { ($0.id, $0.key) }) { first, _ in first }
        let answers = Dictionary(grouping: responses) { keys[$0.alert] }
        let passedOn = Set(escalated.compactMap { keys[$0] })
        return Dictionary(
            uniqueKeysWithValues: Dictionary(grouping: alerts, by: \.key).map { key, alerts in
                let past = AlertPast(
                    alerts, responses: answers[key] ?? [], reminded: Set(reminded),
                    isEscalated: passedOn.contains(key))
                return (key, past)
            })
    }

    /// How many alerts are unresolved, by how many days before the date they were raised.
    package func unresolvedAlerts() throws -> [AlertSeverity: Int] {
        try noteUnknownResolutions()
        let counts = try db.rows(
            """
            SELECT min(id) AS id, rung, count(*) AS n FROM alert WHERE resolved_on IS NULL
            GROUP BY rung
            """
        ).sound("alert", self) { row in
            (AlertSeverity(daysLeft: try row["rung"]), try row["n"] as Int)
        }
        return Dictionary(counts, uniquingKeysWith: +)
    }

    /// Notes the alerts that were resolved on no day: whether they are open nobody can tell.
    private func noteUnknownResolutions() throws {
        _ = try db.rows(
            """
            SELECT id, resolved_on FROM alert
            WHERE resolved_on NOT GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
            """
        ).sound("alert", self) { try $0["resolved_on"] as CivilDate }
    }

    /// The run of the alerts that was recorded last, of those that can be read.
    package func lastAlertRun() throws -> AlertRun? {
        let rows = try db.rows("SELECT * FROM alert_run ORDER BY id DESC")
        while let row = try rows.next() {
            let run = try sound("alert run", row.lossy("id")) {
                try AlertRun(
                    day: row["day"], ranAt: row["ran_at"], raised: row["raised"],
                    resolved: row["resolved"], clockAccepted: row["clock_accepted"])
            }
            if let run { return run }
        }
        return nil
    }

    /// Whether an alert was raised for a rung before, be it that it cannot be read.
    package func isRaised(_ alert: Alert) throws -> Bool {
        let subject = alert.subject
        let known: Int? = try db.value(
            """
            SELECT 1 FROM alert WHERE subject_kind = ? AND subject_id = ? AND anchor = ?
              AND anchor_on = ? AND rung = ?
            """, [subject.kind.rawValue, subject.key, alert.anchor, alert.anchorOn, alert.rung])
        return known != nil
    }
}

extension AlertSubject.Kind {
    /// By what a thing of the noun goes, in the table of the same name.
    fileprivate var nameColumn: String {
        self == .distribution ? "\(rawValue).id" : "\(rawValue).code"
    }

    /// Joins the thing to its alert.
    fileprivate var join: String {
        "LEFT JOIN \(rawValue) ON subject_kind = '\(rawValue)' AND \(rawValue).id = subject_id"
    }
}

extension Alert {
    fileprivate init(row: Row) throws {
        let kind: AlertSubject.Kind = try row["subject_kind"]
        // A thing is never deleted.
        guard try row["subject"] as Cell != .null else { throw row.damaged("subject_id") }
        try self.init(
            id: row["id"],
            subject: AlertSubject(
                kind, key: row["subject_id"], name: row.lossy("subject")),
            scheme: row["scheme"], anchor: row["anchor"], anchorOn: row["anchor_on"],
            rung: row["rung"], skipped: row.numbers("skipped", in: Ladder.possible),
            message: row["message"],
            recipients: row["recipients"], raisedOn: row["raised_on"],
            resolvedOn: row["resolved_on"], isOld: row["old"])
    }
}

extension WriteTransaction {
    /// Records a run; returns its key.
    package func insert(_ run: AlertRun) throws -> ID<AlertRun> {
        try insert(
            "alert_run",
            [
                "day": run.day, "ran_at": run.ranAt, "raised": run.raised,
                "resolved": run.resolved, "clock_accepted": run.clockAccepted,
            ], subject: run.day)
    }

    /// Records an alert that a run raised, whatever key it carries; returns the key it got.
    package func insert(_ alert: Alert, run: ID<AlertRun>) throws -> ID<Alert> {
        try insert(
            "alert",
            [
                "subject_kind": alert.subject.kind.rawValue, "subject_id": alert.subject.key,
                "anchor": alert.anchor, "anchor_on": alert.anchorOn, "rung": alert.rung,
                "skipped": JSONValue.array(alert.skipped.map { .number($0) }),
                "message": alert.message, "recipients": alert.recipients,
                "raised_on": alert.raisedOn, "run_id": run, "old": alert.isOld,
            ], subject: alert.subject.name)
    }

    /// Marks an alert as resolved: its anchor is gone.
    package func resolve(_ alert: Alert, on day: CivilDate) throws {
        try update("alert", alert.id, ["resolved_on": day], subject: alert.subject.name)
    }
}
