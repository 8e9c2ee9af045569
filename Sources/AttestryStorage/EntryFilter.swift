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
    /// Only those behind the entry of this number.
    package var after: Int?
    /// Only so many, the newest.
    package var newest: Int?

    package init() {}

    /// What an entry must satisfy, in SQL.
    var condition: String {
        let all: [(Bool, String)] = [
            (subject != nil, Self.isAboutSubject),
            (customer != nil, Self.isAboutCustomer),
            (actor != nil, "lower(:actor) IN (lower(actor), lower(on_behalf_of))"),
            (after != nil, "sequence > :after"),
            (from != nil, "recorded_at >= :from"), (until != nil, "recorded_at <= :until"),
        ]
        return (["TRUE"] + all.filter(\.0).map(\.1)).joined(separator: " AND ")
    }

    /// The values of the condition, but for the names of the subject, which the registry knows.
    var arguments: Cells {
        let all: [(String, (any CellValue)?)] = [
            ("customer", customer), ("actor", actor), ("after", after),
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

    /// A document that is attached to what is the customer's may have been stored for another one,
    /// or taken out there: only what names something of the customer's is about it.
    private static let isAboutCustomer: String = {
        let own = Belonging.tables(ofCustomer: ":customer")
        func entries(of tables: [(table: String, keys: String)], _ columns: String) -> String {
            tables.map { table, keys in
                "SELECT \(columns) FROM entry WHERE table_name = '\(table)' AND row_id IN (\(keys))"
            }.joined(separator: " UNION ALL ")
        }
        let attached = own.filter { $0.table == "attachment" }.map {
            (table: "document", keys: "SELECT document_id FROM attachment WHERE id IN (\($0.keys))")
        }
        let owners = own.filter {
            $0.table == "attachment" || AttachmentOwner.tables.contains($0.table)
        }
        return """
            sequence IN (
              \(entries(of: own, "sequence"))
              UNION ALL SELECT sequence FROM (\(entries(of: attached, "sequence, subject")))
              WHERE subject IN (\(entries(of: owners, "subject"))))
            """
    }()
}
