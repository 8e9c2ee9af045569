package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The keys of all activities, by their codes.
    package func activityKeys() throws -> [Int64] {
        try keys("SELECT id FROM activity ORDER BY code")
    }

    /// The activity of this code. Throws `notFound` with the codes that come near.
    package func activity(_ code: Code) throws -> Activity {
        let key: ID<Activity> = try key(code, of: .activity, field: "code")
        guard let activity = try activities([key.rawValue]).first else {
            throw RegistryError(.notFound, "no activity \(key.rawValue)")
        }
        return activity
    }

    /// The activities of these keys in the order of their codes. With a day, records that decide
    /// nothing on it are left out: of what the calendar alone makes due, those that lie further
    /// back than 12 months and two of its periods, unless some record names its occurrence or found
    /// what is yet to be mended.
    package func activities(_ keys: Set<Int64>, deciding day: CivilDate? = nil) throws -> [Activity]
    {
        let isWanted = "IN (SELECT value FROM json_each(:keys))"
        let wanted = day == nil ? Self.whole : Self.deciding
        let arguments: Cells =
            ["keys": keys.list]
            + (day.map { ["day": $0, "recent": $0.subtracting(months: 12)] } ?? [])
        let findings: [ID<ActivityEvent>: [ActivityFinding]] = try db.rows(
            """
            \(wanted) SELECT activity_finding.* FROM reached
              JOIN activity_event ON activity_id = reached.id AND occurred_on >= first
              JOIN activity_finding ON activity_event_id = activity_event.id
            ORDER BY activity_finding.id
            """, arguments
        ).grouped { (try $0["activity_event_id"], try ActivityFinding(row: $0)) }
        let events: [ID<Activity>: [ActivityEvent]] = try db.rows(
            """
            \(wanted)
            SELECT activity_event.*, customer.code AS customer, attachment.name AS document, sha256
            FROM reached
              JOIN activity_event ON activity_id = reached.id AND occurred_on >= first
              LEFT JOIN customer ON customer.id = customer_id
              LEFT JOIN attachment ON attachment.activity_event_id = activity_event.id
              LEFT JOIN document ON document.id = document_id
            ORDER BY activity_event.id
            """, arguments
        ).grouped { row in
            var event = try ActivityEvent(row: row)
            event.findings = findings[event.id] ?? []
            return (try row["activity_id"], event)
        }
        let cadences: [ID<Activity>: [ActivityCadence]] = try db.rows(
            "SELECT * FROM activity_cadence WHERE activity_id \(isWanted) ORDER BY id",
            ["keys": keys.list]
        ).grouped { (try $0["activity_id"], try ActivityCadence(row: $0)) }
        return try db.rows(
            "SELECT * FROM activity WHERE id \(isWanted) ORDER BY code", ["keys": keys.list]
        ).map { row in
            var activity = try Activity(
                id: row["id"], code: row["code"], recordedOn: row["recorded_on"])
            try row.fill(&activity, Activity.fields)
            activity.endedOn = try row["ended_on"]
            activity.isVoided = try row["voided"]
            activity.cadences = cadences[activity.id] ?? []
            activity.events = events[activity.id] ?? []
            return activity
        }
    }

    /// The activities of `:keys`, all of whose records are wanted.
    private static let whole = """
        WITH reached (id, first) AS (SELECT value, '' FROM json_each(:keys))
        """

    /// The activities of `:keys`, each with the first day of which its records decide something on
    /// `:day`. SQLite's months do not clamp: a few days more are read for that.
    private static let deciding = """
        WITH reached (id, first) AS (
          SELECT value, CASE
            WHEN max(on_occasion) IS NOT NULL OR max(months) IS NULL OR value IN (
              SELECT activity_id FROM activity_finding
                JOIN activity_event ON activity_event.id = activity_event_id
              WHERE closed_on IS NULL OR closed_on > :day)
            OR EXISTS (
              SELECT 1 FROM activity_event WHERE activity_id = value
              AND (occurrence IS NOT NULL OR customer_id IS NOT NULL)) THEN ''
            ELSE date(:recent, format('-%d months', 2 * max(months)), '-3 days') END
          FROM json_each(:keys) LEFT JOIN (
            SELECT activity_id, on_occasion, CASE each_period WHEN 'month' THEN 1
              WHEN 'quarter' THEN 3 WHEN 'half-year' THEN 6 WHEN 'year' THEN 12
              ELSE every_months END AS months
            FROM activity_cadence WHERE voided = 0) AS cadence ON cadence.activity_id = value
          GROUP BY value)
        """

    /// The keys of the activities that are due when a customer's contract ends.
    package func activitiesAtContractEnd() throws -> Set<Int64> {
        Set(
            try keys(
                """
                SELECT activity_id FROM activity_cadence
                WHERE on_occasion = 'contract-end' AND voided IS NOT 1
                """))
    }

    /// The contracts of all customers of whom one had ended before a day, by the customers' codes.
    package func contractsEnded(before day: CivilDate) throws -> [Code: [Contract]] {
        try db.rows(
            """
            SELECT contract.*, customer.code AS customer
            FROM contract JOIN customer ON customer.id = customer_id
            WHERE removed IS NOT 1 AND customer_id IN (
              SELECT customer_id FROM contract WHERE until_on < ? AND voided = 0)
            ORDER BY contract.id
            """, [day]
        ).grouped { (try $0["customer"], try Contract(row: $0)) }
    }
}

extension ActivityCadence {
    fileprivate init(row: Row) throws {
        try self.init(id: row["id"], recordedOn: row["recorded_on"])
        isVoided = try row["voided"]
        try row.fill(&self, Self.fields)
        guard rhythm != nil else { throw row.damaged("each_period") }
    }
}

extension ActivityEvent {
    fileprivate init(row: Row) throws {
        try self.init(
            id: row["id"], kind: row["kind"], occurredOn: row["occurred_on"],
            recordedOn: row["recorded_on"])
        let customer: Code? = try row.optionallyNamed("customer", by: "customer_id")
        occurrence = try row["occurrence"] ?? customer?.description
        result = try row.optionalChoice("result")
        isExtra = try row["extra"]
        reference = try row["reference"]
        details = try row.texts("details")
        dueOn = try row["due_on"]
        approvedBy = try row["approved_by"]
        reason = try row["reason"]
        isVoided = try row["voided"]
        document = try AttachedDocument(row: row)
    }
}

extension ActivityFinding {
    fileprivate init(row: Row) throws {
        try self.init(
            id: row["id"], title: row["title"], fixBy: row["fix_by"], closedOn: row["closed_on"],
            recordedOn: row["recorded_on"], isVoided: row["voided"])
    }
}
