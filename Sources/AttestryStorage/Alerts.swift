package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// Alerts in the order of their raising, about the subjects of this name or about all.
    package func alerts(of name: String? = nil, unresolvedOnly: Bool = false) throws -> [Alert] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT alert.*, coalesce(
                  evidence.code, agreement.code, customer.code, alert.subject_id) AS subject
                FROM alert
                  LEFT JOIN evidence ON subject_kind = 'evidence' AND evidence.id = subject_id
                  LEFT JOIN agreement ON subject_kind = 'agreement' AND agreement.id = subject_id
                  LEFT JOIN customer ON subject_kind = 'customer' AND customer.id = subject_id
                WHERE (:name IS NULL
                    OR coalesce(evidence.code, agreement.code, customer.code) = :name)
                  AND (NOT :unresolved OR alert.resolved_on IS NULL)
                ORDER BY alert.id
                """, arguments: ["name": name, "unresolved": unresolvedOnly]
        ).map { row in
            Alert(
                id: try row.id(),
                subject: AlertSubject(
                    try row.choice("subject_kind"), key: Int64(try row.number("subject_id")),
                    name: row.lossy("subject")),
                anchor: try row.text("anchor"),
                anchorOn: try row.date("anchor_on"), rung: try row.number("rung"),
                skipped: try row.numbers("skipped"), message: try row.text("message"),
                recipients: try row.texts("recipients"), raisedOn: try row.date("raised_on"),
                resolvedOn: try row.optionalDate("resolved_on"))
        }
    }

    /// How many alerts are unresolved.
    package func unresolvedAlertCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM alert WHERE resolved_on IS NULL") ?? 0
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
    package func insert(_ alert: Alert, run: ID<AlertRun>) throws
        -> ID<Alert>
    {
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
