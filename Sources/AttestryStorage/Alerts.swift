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
    /// Those of these numbers alone.
    case numbers([ID<Alert>])

    /// The query for their keys, and what it is given.
    fileprivate var keys: (sql: String, arguments: StatementArguments) {
        let same = "JOIN alert AS own USING (subject_kind, subject_id, anchor, anchor_on)"
        switch self {
        case .all: return ("SELECT id FROM alert", [])
        case .open:
            return (
                "SELECT alert.id FROM alert \(same) WHERE own.resolved_on IS NULL", []
            )
        case .about(let code):
            let nouns = ["evidence", "agreement", "customer"].map { noun in
                """
                SELECT id FROM alert WHERE subject_kind = '\(noun)'
                  AND subject_id = (SELECT id FROM \(noun) WHERE code = :code)
                """
            }
            return (nouns.joined(separator: " UNION ALL "), ["code": code.description])
        case .key(let key):
            return (
                """
                SELECT id FROM alert
                WHERE subject_kind = ? AND subject_id = ? AND anchor = ? AND anchor_on = ?
                """,
                [
                    key.subject.kind.rawValue, key.subject.key, key.anchor.description,
                    key.anchorOn.description,
                ]
            )
        case .one(let id):
            return ("SELECT alert.id FROM alert \(same) WHERE own.id = ?", [id.rawValue])
        case .numbers(let ids):
            let list = ids.map { "\($0.rawValue)" }.joined(separator: ", ")
            return ("SELECT value FROM json_each(?)", ["[\(list)]"])
        }
    }
}

extension ReadTransaction {
    /// Alerts in the order of their raising.
    package func alerts(_ scope: AlertScope) throws -> [Alert] {
        let keys = scope.keys
        let statement = try db.cachedStatement(
            sql: """
                SELECT alert.*, scheme.code AS scheme, coalesce(
                  evidence.code, agreement.code, customer.code, alert.subject_id) AS subject
                FROM alert
                  LEFT JOIN evidence ON subject_kind = 'evidence' AND evidence.id = subject_id
                  LEFT JOIN scheme ON scheme.id = evidence.scheme_id
                  LEFT JOIN agreement ON subject_kind = 'agreement' AND agreement.id = subject_id
                  LEFT JOIN customer ON subject_kind = 'customer' AND customer.id = subject_id
                WHERE alert.id IN (\(keys.sql)) ORDER BY alert.id
                """)
        return try Row(statement, keys.arguments).map { try Alert(row: $0) }
    }

    /// What runs and people have done about each anchor date that the scope's alerts are about.
    package func pasts(_ scope: AlertScope) throws -> [AlertKey: AlertPast] {
        let alerts = try alerts(scope)
        guard !alerts.isEmpty else { return [:] }
        let (sql, arguments) = scope.keys
        func rows(_ query: String) throws -> Row {
            try db.rows("\(query) IN (\(sql)) ORDER BY 1", arguments)
        }
        let responses = try rows("SELECT * FROM alert_response WHERE alert_id").map {
            let until = try $0.optionalDate("until_on")
            return AlertResponse(
                id: try $0.id(), alert: try $0.id("alert_id"),
                kind: until.map { .snoozed(until: $0) } ?? .acknowledged)
        }
        let reminded = try rows(
            """
            SELECT response_id FROM alert_reminder
              JOIN alert_response AS answer ON answer.id = response_id WHERE answer.alert_id
            """
        ).map { try $0.id("response_id") as ID<AlertResponse> }
        let escalated = try rows("SELECT alert_id FROM alert_escalation WHERE alert_id")
            .map { try $0.id("alert_id") as ID<Alert> }
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
        let rows = try Row.fetchCursor(
            db, sql: "SELECT rung, count(*) AS n FROM alert WHERE resolved_on IS NULL GROUP BY 1")
        var counts: [AlertSeverity: Int] = [:]
        while let row = try rows.next() {
            counts[AlertSeverity(daysLeft: try row.number("rung")), default: 0] +=
                try row.number("n")
        }
        return counts
    }

    /// The run of the alerts that was recorded last.
    package func lastAlertRun() throws -> AlertRun? {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM alert_run ORDER BY id DESC LIMIT 1")
        return try row.map { row in
            guard let ranAt = Timestamp(try row.text("ran_at")) else {
                throw RegistryError(.damaged, "the last alert run has no time")
            }
            return AlertRun(
                day: try row.date("day"), ranAt: ranAt, raised: try row.number("raised"),
                resolved: try row.number("resolved"),
                clockAccepted: try row.number("clock_accepted") == 1)
        }
    }
}

extension Row {
    /// The name of an anchor, in the column of that name.
    func anchor() throws -> AnchorName {
        guard let anchor = AnchorName(try text("anchor")) else {
            throw RegistryError(
                .damaged, "column anchor holds '\(lossy("anchor").abbreviated)'",
                hint: "attestry audit verify lists what is wrong")
        }
        return anchor
    }
}

extension Alert {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.id(),
            subject: AlertSubject(
                try row.choice("subject_kind"), key: Int64(try row.number("subject_id")),
                name: row.lossy("subject")),
            scheme: try row.optionalText("scheme"), anchor: try row.anchor(),
            anchorOn: try row.date("anchor_on"), rung: try row.number("rung"),
            skipped: try row.numbers("skipped"), message: try row.text("message"),
            recipients: try row.texts("recipients"), raisedOn: try row.date("raised_on"),
            resolvedOn: try row.optionalDate("resolved_on"))
    }
}

extension WriteTransaction {
    /// Records a run; returns its key.
    package func insert(_ run: AlertRun) throws -> ID<AlertRun> {
        ID(
            try insert(
                "alert_run",
                [
                    "day": .text(run.day), "ran_at": .text(run.ranAt),
                    "raised": .number(run.raised),
                    "resolved": .number(run.resolved), "clock_accepted": .flag(run.clockAccepted),
                ], subject: run.day.description))
    }

    /// Records an alert that a run raised, whatever key it carries; returns the key it got.
    package func insert(_ alert: Alert, run: ID<AlertRun>) throws -> ID<Alert> {
        ID(
            try insert(
                "alert",
                [
                    "subject_kind": .text(alert.subject.kind.rawValue),
                    "subject_id": .number(Int(alert.subject.key)),
                    "anchor": .text(alert.anchor), "anchor_on": .text(alert.anchorOn),
                    "rung": .number(alert.rung),
                    "skipped": .json(.array(alert.skipped.map { .number($0) })),
                    "message": .text(alert.message), "recipients": .json(.texts(alert.recipients)),
                    "raised_on": .text(alert.raisedOn), "run_id": .key(run),
                ], subject: alert.subject.name))
    }

    /// Marks an alert as resolved: its anchor is gone.
    package func resolve(_ alert: Alert, on day: CivilDate) throws {
        try update(
            "alert", alert.id.rawValue, ["resolved_on": .text(day)], subject: alert.subject.name)
    }
}
