package import AttestryDomain

extension Portable {
    package static let distribution = Portable(
        table: "distribution",
        columns: [
            .told("evidence", "evidence.code"), .told("version", "version.version"),
            .told("bridge_letter", "letter.number"), .told("customer", "customer.code"),
            .told("person", "person.number"),
        ]
            + Column.own(
                "distribution", "contact", "contact_name", "role", "released_on", "released_by",
                "outcome", "class", "basis")
            + [.told("agreement", "agreement.code")]
            + Column.own("distribution", "purpose", "channel")
            + Column.own("distribution", "sha256", "copy_sha256", form: .hash)
            + Column.own("distribution", "copy_id")
            + Column.own("distribution", "historical", form: .flag)
            + Column.own("distribution", "rules_failed", form: .words)
            + Column.own("distribution", "override", "approved_by", "access_ends_on")
            + Column.own("distribution", "imported", form: .flag)
            + followUps.flatMap { kind, day, reason in
                [
                    .told(day, "\(kind.rawValue).occurred_on"),
                    .told(reason, "\(kind.rawValue).reason"),
                ]
            },
        references: [
            .version, .letter.optional, .customer, .contact.optional,
            .named("agreement_id", "agreement", in: "agreement").optional,
        ],
        source: """
            distribution JOIN version ON version.id = distribution.version_id
              JOIN evidence ON evidence.id = evidence_id
              JOIN customer ON customer.id = distribution.customer_id
              LEFT JOIN agreement ON agreement.id = agreement_id
              LEFT JOIN (
                SELECT id, row_number() OVER (PARTITION BY customer_id ORDER BY id) AS number
                FROM contact) AS person ON person.id = contact_id
              LEFT JOIN (
                SELECT id, row_number() OVER (PARTITION BY version_id ORDER BY id) AS number
                FROM bridge_letter) AS letter ON letter.id = bridge_letter_id
            \(followUps.map(\.kind.joined).joined(separator: "\n"))
            ORDER BY distribution.id
            """,
        subject: (["evidence", "version"], "@"), recorded: .at)

    /// What may follow a row of the ledger, and the columns that have its day and its reason.
    package static let followUps: [(kind: Distribution.EventKind, day: String, reason: String)] = [
        (.received, "received_on", "received_reason"),
        (.recalled, "recalled_on", "recalled_reason"),
        (.acknowledged, "acknowledged_on", "acknowledged_reason"),
        (.accessEnded, "access_ended_on", "access_ended_reason"),
        (.voided, "voided_on", "void_reason"),
    ]
}

extension Distribution.EventKind {
    /// What a query joins to a row of the ledger for it: it happens once.
    fileprivate var joined: String {
        """
        LEFT JOIN distribution_event AS \(rawValue)
          ON \(rawValue).distribution_id = distribution.id AND \(rawValue).kind = '\(rawValue)'
        """
    }
}
