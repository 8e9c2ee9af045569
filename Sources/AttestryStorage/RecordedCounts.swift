package import AttestryDomain
import GRDB

/// How much is recorded, and how much of it holds on a day.
package struct RecordedCounts: Sendable {
    /// How many pieces of evidence are recorded, those recorded in error not counted.
    package let evidence: Int
    /// How many customers are recorded.
    package let customers: Int
    /// How many of them are customers on the day.
    package let currentCustomers: Int
    /// How many agreements are in force on the day.
    package let agreementsInForce: Int
}

extension ReadTransaction {
    /// How much is recorded, and how much of it holds on a day.
    package func counts(on day: CivilDate) throws -> RecordedCounts {
        func count(_ sql: String) throws -> Int {
            try db.value(sql, sql.contains(":day") ? ["day": day] : []) ?? 0
        }
        return RecordedCounts(
            evidence: try count(
                """
                SELECT count(*) FROM evidence WHERE EXISTS (
                  SELECT 1 FROM version WHERE evidence_id = evidence.id AND voided = 0)
                """),
            customers: try count("SELECT count(*) FROM customer WHERE removed IS NOT 1"),
            currentCustomers: try count(
                "SELECT count(DISTINCT customer_id) FROM contract WHERE \(Self.covers)"),
            agreementsInForce: try count("SELECT count(*) FROM agreement WHERE \(Self.inForce)"))
    }

    /// That a contract stands on the day.
    static let covers =
        "voided = 0 AND since_on <= :day AND ifnull(until_on, :day) >= :day"

    /// That an agreement is in force on the day (`rules.md` §5): executed, begun, and not over.
    static let inForce = """
        effective_on <= :day AND (renewal <> 'fixed' OR ends_on >= :day)
          AND agreement.id IN (
            SELECT agreement_id FROM agreement_event
            WHERE kind = 'executed' AND voided = 0 AND occurred_on <= :day)
          AND agreement.id NOT IN (
            SELECT agreement_id FROM agreement_event
            WHERE voided = 0 AND (kind = 'voided' OR kind = 'terminated' AND occurred_on <= :day))
          AND agreement.id NOT IN (
            SELECT ended.agreement_id FROM agreement_event AS ended
              JOIN agreement AS successor ON successor.id = ended.successor_id
              JOIN agreement_event AS signed ON signed.agreement_id = successor.id
            WHERE ended.kind = 'superseded' AND ended.voided = 0 AND ended.occurred_on <= :day
              AND successor.effective_on <= :day
              AND signed.kind = 'executed' AND signed.voided = 0 AND signed.occurred_on <= :day
              AND successor.id NOT IN (
                SELECT agreement_id FROM agreement_event WHERE kind = 'voided' AND voided = 0))
        """
}
