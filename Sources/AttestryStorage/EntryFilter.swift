package import AttestryDomain

/// Which entries of the log a query keeps.
package struct EntryFilter: Sendable {
    /// Only those about this code and its versions.
    package var subject: String?
    /// Only those about this customer, and all that belongs to it.
    package var customer: ID<Customer>?
    /// Only those of this user, or on behalf of this person.
    package var actor: String?
    /// Only those recorded from this instant on.
    package var from: Timestamp?
    /// Only those recorded up to this instant.
    package var until: Timestamp?
    /// Only so many, the newest.
    package var newest: Int?

    package init() {}

    /// What an entry must satisfy, in SQL.
    var condition: String {
        let all: [(Bool, String)] = [
            (subject != nil, Self.isAboutSubject),
            (customer != nil, Self.isAboutCustomer),
            (actor != nil, "lower(:actor) IN (lower(actor), lower(on_behalf_of))"),
            (from != nil, "recorded_at >= :from"), (until != nil, "recorded_at <= :until"),
        ]
        return (["TRUE"] + all.filter(\.0).map(\.1)).joined(separator: " AND ")
    }

    /// The values of the condition, but for the names of the subject, which the registry knows.
    var arguments: Cells {
        let all: [(String, (any CellValue)?)] = [
            ("customer", customer), ("actor", actor),
            ("from", from?.description), ("until", until?.description), ("limit", newest),
        ]
        return all.reduce([:]) { cells, pair in
            cells + (pair.1.map { [pair.0: $0] } ?? [:])
        }
    }

    /// `subjects` are the names under which it goes, or went.
    private static let isAboutSubject = """
        sequence IN (
          SELECT sequence FROM entry
          WHERE subject IN (SELECT value FROM json_each(:subjects))
          UNION ALL
          SELECT sequence FROM json_each(:subjects) AS asked JOIN entry
            ON subject > asked.value || '@' AND subject < asked.value || 'A')
        """

    /// Rows never move from one customer to another, so the present tables tell which are its own.
    private static let isAboutCustomer: String = {
        func rows(_ table: String, _ keys: String) -> String {
            "SELECT sequence FROM entry WHERE table_name = '\(table)' AND row_id IN (\(keys))"
        }
        func own(_ table: String) -> String {
            "SELECT id FROM \(table) WHERE customer_id = :customer"
        }
        func following(_ table: String, _ key: String, _ owner: String) -> String {
            rows(table, "SELECT id FROM \(table) WHERE \(key) IN (\(own(owner)))")
        }
        let documents = """
            SELECT document_id FROM attachment WHERE agreement_id IN (\(own("agreement")))
              OR activity_event_id IN (\(own("activity_event")))
            """
        let all = [
            rows("customer", "SELECT :customer"), rows("contract", own("contract")),
            rows("contact", own("contact")), rows("activity_event", own("activity_event")),
            rows("agreement", own("agreement")),
            rows("distribution", own("distribution")),
            following("agreement_event", "agreement_id", "agreement"),
            following("attachment", "agreement_id", "agreement"), rows("document", documents),
            following("distribution_event", "distribution_id", "distribution"),
        ]
        return "sequence IN (\(all.joined(separator: " UNION ALL ")))"
    }()
}
