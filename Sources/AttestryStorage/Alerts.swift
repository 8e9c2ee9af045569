package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// Alerts in the order of their raising, of one evidence or of all.
    package func alerts(of code: Code? = nil, unresolvedOnly: Bool = false) throws -> [Alert] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT alert.*, evidence.code AS code
                FROM alert JOIN evidence ON evidence.id = alert.subject_id
                WHERE (:code IS NULL OR evidence.code = :code)
                  AND (NOT :unresolved OR alert.resolved_on IS NULL)
                ORDER BY alert.id
                """, arguments: ["code": code?.description, "unresolved": unresolvedOnly]
        ).map { row in
            Alert(
                id: try row.id(), code: try row.code("code"), anchor: try row.text("anchor"),
                anchorOn: try row.date("anchor_on"), rung: try row.number("rung"),
                skipped: try row.numbers("skipped"), message: try row.text("message"),
                recipients: try row.texts("recipients"), raisedOn: try row.date("raised_on"),
                resolvedOn: try row.optionalDate("resolved_on"))
        }
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
    package func insert(_ alert: Alert, of evidence: ID<Evidence>, run: ID<AlertRun>) throws
        -> ID<Alert>
    {
        ID(
            try insert(
                "alert",
                [
                    "subject_kind": .text("evidence"), "subject_id": .key(evidence),
                    "anchor": .text(alert.anchor), "anchor_on": .text(alert.anchorOn),
                    "rung": .number(alert.rung),
                    "skipped": .json(.array(alert.skipped.map { .number($0) })),
                    "message": .text(alert.message), "recipients": .json(.texts(alert.recipients)),
                    "raised_on": .text(alert.raisedOn), "run_id": .key(run),
                ], subject: alert.code.description))
    }

    /// Marks an alert as resolved: its anchor is gone.
    package func resolve(_ alert: Alert, on day: CivilDate) throws {
        try update(
            "alert", alert.id.rawValue, ["resolved_on": .text(day)], subject: alert.code.description
        )
    }
}
