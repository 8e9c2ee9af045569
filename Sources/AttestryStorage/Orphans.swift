package import AttestryDomain
import AttestryLog
import GRDB

/// A row that belongs to something that is not there.
package struct Orphan: Sendable {
    /// What the row is: `milestone`.
    package let noun: String
    /// Its key.
    package let key: Int64
    /// What it belonged to when it was recorded last, if the log says it.
    package let owner: (kind: AlertSubject.Kind, code: Code)?
    /// Why it is one.
    package let error: RegistryError
}

extension ReadTransaction {
    /// The rows that belong to something that is not there and, in the end, to a subject of this
    /// kind; with evidence those that belong to none. The ledger is left out, as it may have
    /// millions. Whose they were the log knows.
    package func orphans(of kind: AlertSubject.Kind) throws -> [Orphan] {
        try Self.belongings.filter { ($0.noun ?? .evidence) == kind }.flatMap {
            table, column, owner, noun in
            try db.rows(
                """
                SELECT id, \(column) FROM \(table)
                WHERE ifnull(\(column), 0) NOT IN (SELECT id FROM \(owner))
                """
            ).map { row in
                let key: Int64 = try row["id"]
                let subject =
                    try db.value(
                        """
                        SELECT subject FROM entry WHERE table_name = ? AND row_id = ?
                        ORDER BY sequence DESC LIMIT 1
                        """, [table, key]) as String?
                let code = subject.flatMap { Code($0.parts(at: "@")[0]) }
                return Orphan(
                    noun: table.replacing("_", with: " "), key: key,
                    owner: noun.flatMap { noun in code.map { (noun, $0) } },
                    error: RegistryError(
                        .damaged,
                        "\(table) \(key) belongs to nothing: column \(column) holds "
                            + "'\(row.lossy(column).abbreviated)'"))
            }
        }
    }

    /// What belongs to what, and whose it is in the end; nil where no subject lacks it.
    private static let belongings:
        [(table: String, column: String, owner: String, noun: AlertSubject.Kind?)] = [
            ("edition", "scheme_id", "scheme", nil), ("fact", "scheme_id", "scheme", nil),
            ("version", "evidence_id", "evidence", .evidence),
            ("event", "version_id", "version", .evidence),
            ("milestone", "version_id", "version", .evidence),
            ("bridge_letter", "version_id", "version", .evidence),
            ("contract", "customer_id", "customer", .customer),
            ("agreement", "customer_id", "customer", .agreement),
            ("agreement_event", "agreement_id", "agreement", .agreement),
            ("activity_cadence", "activity_id", "activity", .activity),
            ("activity_event", "activity_id", "activity", .activity),
            ("activity_finding", "activity_event_id", "activity_event", .activity),
            ("alert_response", "alert_id", "alert", nil),
            ("alert_reminder", "response_id", "alert_response", nil),
            ("alert_escalation", "alert_id", "alert", nil),
        ]

    /// The key of what goes by a code; nil where nothing does.
    package func key(of noun: AlertSubject.Kind, _ code: Code) throws -> Int64? {
        guard let renamed = RenamedNoun(rawValue: noun.rawValue) else { return nil }
        let key: ID<Never>? = try key(of: noun.rawValue, current(code, of: renamed))
        return key?.rawValue
    }
}
