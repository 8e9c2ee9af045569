import AttestryDomain

extension Portable {
    package static let activity = Portable(
        table: "activity",
        columns: code("activity") + Column.own("activity", "title", "owner")
            + Column.own("activity", "record_fields", form: .words)
            + Column.own("activity", "may_be_shown", form: .flag)
            + Column.own("activity", "ended_on") + Column.own("activity", "voided", form: .flag),
        references: [], source: "activity ORDER BY code", subject: (["code"], ""))

    package static let activityCadence = Portable(
        table: "activity_cadence",
        columns: [.told("activity", "activity.code")]
            + Column.own("activity_cadence", "from_on", "each_period")
            + Column.own("activity_cadence", "every_months", form: .number)
            + Column.own("activity_cadence", "on_occasion")
            + Column.own("activity_cadence", "within_days", form: .number)
            + Column.own("activity_cadence", "voided", form: .flag),
        references: [.named("activity_id", "activity", in: "activity")],
        source: """
            activity_cadence JOIN activity ON activity.id = activity_id
            ORDER BY activity.code, activity_cadence.id
            """,
        subject: (["activity"], ""))

    package static let activityEvent = Portable(
        table: "activity_event",
        columns: [
            .told("activity", "activity.code"),
            .told(
                "event", "row_number() OVER (PARTITION BY activity_id ORDER BY activity_event.id)"),
        ] + Column.own("activity_event", "kind", "occurred_on", "occurrence")
            + [.told("customer", "customer.code")]
            + Column.own("activity_event", "result")
            + Column.own("activity_event", "extra", form: .flag)
            + Column.own("activity_event", "reference", "due_on", "approved_by", "reason")
            + Column.own("activity_event", "voided", form: .flag) + Column.document,
        references: [
            .named("activity_id", "activity", in: "activity"), Reference.customer.optional,
        ],
        source: """
            activity_event JOIN activity ON activity.id = activity_id
              LEFT JOIN customer ON customer.id = customer_id
              LEFT JOIN attachment ON attachment.activity_event_id = activity_event.id
              LEFT JOIN document ON document.id = document_id
            WHERE ifnull(customer.removed, 0) = 0 ORDER BY activity.code, activity_event.id
            """,
        subject: (["activity"], ""), owner: { .record(ID($0)) })

    package static let activityFinding = Portable(
        table: "activity_finding",
        columns: [.told("activity", "activity.code"), .told("event", "event.number")]
            + Column.own("activity_finding", "title", "fix_by", "closed_on")
            + Column.own("activity_finding", "voided", form: .flag),
        references: [
            Reference(
                column: "activity_event_id", parts: ["activity", "event"],
                query: """
                    SELECT activity_event.id FROM activity_event
                      JOIN activity ON activity.id = activity_id
                    WHERE activity.code = ?
                    ORDER BY activity_event.id LIMIT 1 OFFSET CAST(? AS INTEGER) - 1
                    """)
        ],
        source: """
            activity_finding JOIN (
                SELECT activity_event.id, activity_id, row_number() OVER (
                  PARTITION BY activity_id ORDER BY activity_event.id) AS number
                FROM activity_event LEFT JOIN customer ON customer.id = customer_id
                WHERE ifnull(customer.removed, 0) = 0) AS event ON event.id = activity_event_id
              JOIN activity ON activity.id = event.activity_id
            ORDER BY activity.code, activity_finding.id
            """,
        subject: (["activity"], ""))

    package static let publication = Portable(
        table: "publication",
        columns: [.told("evidence", "evidence.code"), .told("activity", "activity.code")]
            + Column.own("publication", "section", "text")
            + Column.own("publication", "document", "hidden", form: .flag),
        references: [
            .named("evidence_id", "evidence", in: "evidence").optional,
            .named("activity_id", "activity", in: "activity").optional,
        ],
        source: """
            publication LEFT JOIN evidence ON evidence.id = evidence_id
              LEFT JOIN activity ON activity.id = activity_id
            ORDER BY ifnull(evidence.code, ''), activity.code
            """,
        subject: (["evidence", "activity"], ""))
}
