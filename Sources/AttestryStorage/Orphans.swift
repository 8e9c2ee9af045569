package import AttestryDomain
import AttestryLog
import GRDB

/// A row that belongs to something that is not there.
package struct Orphan: Sendable {
    /// What the row is: `milestone`.
    package let noun: String
    /// Its key.
    package let key: Int64
    /// What it belonged to in the end when it was recorded last, where the log says it.
    package let subject: AlertSubject?
    /// Why it is one.
    package let error: RegistryError
}

/// What rows of a table belong to.
private struct Belonging {
    let table: String
    let column: String
    let owner: String
    /// Whose they are in the end; nil where no subject lacks them.
    let noun: AlertSubject.Kind?
    /// Whether a row may belong to something else, by another column.
    let isOneOfSeveral: Bool

    init(
        _ table: String, _ column: String, _ owner: String, _ noun: AlertSubject.Kind?,
        isOneOfSeveral: Bool = false
    ) {
        self.table = table
        self.column = column
        self.owner = owner
        self.noun = noun
        self.isOneOfSeveral = isOneOfSeveral
    }

    /// What a row without an owner satisfies.
    var isOrphan: [String] {
        let another = isOneOfSeveral ? " AND \(column) IS NOT NULL" : ""
        return ["ifnull(\(column), 0) NOT IN (SELECT id FROM \(owner))\(another)"]
    }

    /// The same by the index alone, for a table that may have millions of rows: what belongs to no
    /// number that was ever given. What belongs to a row that was taken away is not among it.
    var isFarOff: [String] {
        [
            "\(column) > (SELECT ifnull(max(id), 0) FROM \(owner))", "\(column) < 1",
            // The first of the index: SQLite believes that none is empty, and would not look.
            """
            id IN (
              SELECT id FROM (SELECT id, \(column) FROM \(table) ORDER BY \(column) LIMIT 1)
              WHERE typeof(\(column)) = 'null')
            """,
        ]
    }

    static let ledger = Belonging(
        "distribution_event", "distribution_id", "distribution", .distribution)

    static let contacts = Belonging("contact", "customer_id", "customer", nil)

    static let all = [
        Belonging("edition", "scheme_id", "scheme", nil),
        Belonging("fact", "scheme_id", "scheme", nil),
        Belonging("version", "evidence_id", "evidence", .evidence),
        Belonging("event", "version_id", "version", .evidence),
        Belonging("milestone", "version_id", "version", .evidence),
        Belonging("bridge_letter", "version_id", "version", .evidence),
        Belonging("contract", "customer_id", "customer", .customer),
        contacts,
        Belonging("agreement", "customer_id", "customer", .agreement),
        Belonging("agreement_event", "agreement_id", "agreement", .agreement),
        Belonging("activity_cadence", "activity_id", "activity", .activity),
        Belonging("activity_event", "activity_id", "activity", .activity),
        Belonging("activity_finding", "activity_event_id", "activity_event", .activity),
        Belonging("attachment", "version_id", "version", nil, isOneOfSeveral: true),
        Belonging("attachment", "bridge_letter_id", "bridge_letter", nil, isOneOfSeveral: true),
        Belonging("attachment", "milestone_id", "milestone", nil, isOneOfSeveral: true),
        Belonging("attachment", "agreement_id", "agreement", nil, isOneOfSeveral: true),
        Belonging("attachment", "activity_event_id", "activity_event", nil, isOneOfSeveral: true),
        Belonging("attachment", "document_id", "document", nil),
        Belonging("alert", "run_id", "alert_run", nil),
        Belonging("alert_response", "alert_id", "alert", nil),
        Belonging("alert_reminder", "response_id", "alert_response", nil),
        Belonging("alert_reminder", "alert_id", "alert", nil),
        Belonging("alert_reminder", "run_id", "alert_run", nil),
        Belonging("alert_escalation", "alert_id", "alert", nil),
        Belonging("alert_escalation", "run_id", "alert_run", nil),
        Belonging("message", "run_id", "alert_run", nil),
        Belonging("message", "channel_id", "channel", nil, isOneOfSeveral: true),
        Belonging("message", "instead_of", "message", nil, isOneOfSeveral: true),
        Belonging("delivery", "id", "message", nil),
    ]
}

extension ReadTransaction {
    /// The rows that belong to something that is not there and, in the end, to a subject of this
    /// kind; with evidence those that belong to none. Whose they were the log knows. Of the ledger,
    /// which may have millions, only what belongs to a number that was never given.
    package func orphans(of kind: AlertSubject.Kind) throws -> [Orphan] {
        if kind == .distribution {
            return try orphans(Belonging.ledger, where: Belonging.ledger.isFarOff)
        }
        return try Belonging.all.filter { ($0.noun ?? .evidence) == kind }.flatMap {
            try orphans($0, where: $0.isOrphan)
        }
    }

    /// Notes the contacts of no customer: no list of a customer's has them.
    package func noteStrayContacts() throws {
        try orphans(Belonging.contacts, where: Belonging.contacts.isOrphan).forEach(note)
    }

    /// Notes what happened to rows of the ledger that are not there; those too that only reading
    /// all of it finds, where that is asked for.
    func noteStrayEvents(all: Bool) throws {
        let item = Belonging.ledger
        try orphans(item, where: all ? item.isOrphan : item.isFarOff).forEach(note)
    }

    /// Notes a row that belongs to nothing.
    package func note(_ orphan: Orphan) { note(orphan.noun, "\(orphan.key)", orphan.error) }

    private func orphans(_ item: Belonging, where conditions: [String]) throws -> [Orphan] {
        let noun = item.table.replacing("_", with: " ")
        let query = conditions.map {
            "SELECT id, \(item.column) FROM \(item.table) WHERE \($0)"
        }.joined(separator: " UNION ALL ")
        return try db.rows(query)
            .sound(noun, self) { row in
                let key: Int64 = try row["id"]
                return Orphan(
                    noun: noun, key: key,
                    subject: try item.noun.flatMap { try subject(of: item.table, key, $0) },
                    error: RegistryError(
                        .damaged,
                        "\(item.table) \(key) belongs to nothing: column \(item.column) holds "
                            + "'\(row.lossy(item.column).abbreviated)'"))
            }
    }

    /// What a row of a table belonged to in the end when it was recorded last.
    private func subject(of table: String, _ row: Int64, _ kind: AlertSubject.Kind) throws
        -> AlertSubject?
    {
        let entry = try db.rows(
            """
            SELECT subject, CASE WHEN json_valid(image)
              THEN json_extract(image, '$.distribution_id') END AS distribution
            FROM entry WHERE table_name = ? AND row_id = ? ORDER BY sequence DESC LIMIT 1
            """, [table, row]
        ).next()
        guard let entry else { return nil }
        if kind == .distribution {
            let key = Int64(entry.lossy("distribution"))
            return key.map { AlertSubject(kind, key: $0, name: "\($0)") }
        }
        guard let code = Code(entry.lossy("subject").parts(at: "@")[0]) else { return nil }
        let key = try sound(kind.rawValue, "\(code)") { try self.key(of: kind, code) } ?? nil
        return key.map { AlertSubject(kind, key: $0, name: code.description) }
    }

    /// The key of what goes by a code; nil where nothing does.
    package func key(of noun: AlertSubject.Kind, _ code: Code) throws -> Int64? {
        guard let renamed = RenamedNoun(rawValue: noun.rawValue) else { return nil }
        let key: ID<Never>? = try key(of: noun.rawValue, current(code, of: renamed))
        return key?.rawValue
    }
}
