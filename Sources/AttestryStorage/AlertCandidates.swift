package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The evidence that a run on a day has to judge: all of it but what can say nothing until
    /// after `horizon`, the furthest day that any ladder looks ahead to.
    ///
    /// It errs on the side of judging: only a certificate whose printed end and open milestones lie
    /// behind the horizon, to none of these editions, without an event, a parent or an open alert,
    /// is passed over; the editions are those that retire before it or require a parent. What the
    /// schema would refuse is judged too, so that a damaged row is told of.
    package func evidenceToJudge(
        on day: CivilDate, horizon: CivilDate, editions: [(scheme: Code, edition: String)],
        needsOwner: Bool
    ) throws -> Set<Int64> {
        let listed = try editions.compactMap { item in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT edition.id FROM edition JOIN scheme ON scheme.id = scheme_id
                    WHERE scheme.code = ? AND edition.code = ?
                    """, arguments: [item.scheme.description, item.edition])
        }.map(String.init).joined(separator: ", ")
        return try Int64.fetchSet(
            db,
            sql: """
                SELECT evidence.id FROM evidence JOIN scheme ON scheme.id = scheme_id
                WHERE scheme.kind = 'report' OR (:needsOwner AND owner IS NULL)
                  OR evidence.recorded_on IS NOT date(evidence.recorded_on, '+0 days')
                  OR discontinued_on IS NOT date(discontinued_on, '+0 days')
                UNION
                SELECT subject_id FROM alert
                WHERE subject_kind = 'evidence' AND resolved_on IS NULL
                UNION
                SELECT evidence_id FROM version AS own
                WHERE voided = 0
                  AND (expires_on IS NULL OR expires_on <= :horizon OR parent_id IS NOT NULL
                    OR edition_id IN (\(listed)))
                  AND NOT EXISTS (
                    SELECT 1 FROM version AS later
                    WHERE later.evidence_id = own.evidence_id AND later.voided = 0
                      AND (ifnull(later.valid_from, later.issued_on), later.version)
                        > (ifnull(own.valid_from, own.issued_on), own.version)
                      AND ifnull(later.valid_from, later.issued_on) <= :day)
                UNION
                SELECT evidence_id FROM version
                WHERE issued_on IS NOT date(issued_on, '+0 days')
                  OR valid_from IS NOT date(valid_from, '+0 days')
                  OR expires_on IS NOT date(expires_on, '+0 days')
                  OR recorded_on IS NOT date(recorded_on, '+0 days')
                  OR NOT json_valid(covers) OR NOT json_valid(identifiers)
                  OR NOT json_valid(criteria)
                UNION
                SELECT evidence_id FROM event JOIN version ON version.id = version_id
                UNION
                SELECT evidence_id FROM milestone JOIN version ON version.id = version_id
                WHERE milestone.voided = 0 AND done_on IS NULL AND due_on <= :horizon
                  OR due_on IS NOT date(due_on, '+0 days')
                  OR done_on IS NOT date(done_on, '+0 days')
                """,
            arguments: [
                "day": day.description, "horizon": horizon.description, "needsOwner": needsOwner,
            ])
    }

    /// The customers that a run has to judge: all but those of whose agreements none can say
    /// anything until after `horizon`, who handle nothing that asks for an agreement, and about
    /// whom no alert is open. Agreements of `silentKinds` are not warned of before they renew
    /// themselves.
    package func customersToJudge(horizon: CivilDate, silentKinds: [Code]) throws -> Set<Int64> {
        let silent = silentKinds.map { "'\($0)'" }.joined(separator: ", ")
        return try Int64.fetchSet(
            db,
            sql: """
                SELECT id FROM customer WHERE handles_phi <> 0 OR handles_personal_data <> 0
                UNION
                SELECT subject_id FROM alert
                WHERE subject_kind = 'customer' AND resolved_on IS NULL
                UNION
                SELECT customer_id FROM alert JOIN agreement ON agreement.id = subject_id
                WHERE subject_kind = 'agreement' AND resolved_on IS NULL
                UNION
                SELECT customer_id FROM agreement
                WHERE renewal = 'fixed'
                    AND (ends_on <= :horizon OR ends_on IS NOT date(ends_on, '+0 days'))
                  OR renewal = 'auto' AND kind_id NOT IN (
                    SELECT id FROM agreement_kind WHERE code IN (\(silent)))
                UNION
                SELECT customer_id FROM agreement_event
                  JOIN agreement ON agreement.id = agreement_id
                WHERE agreement_event.kind IN ('terminated', 'superseded')
                """, arguments: ["horizon": horizon.description])
    }

    /// The evidence of these keys together with the parents that its verdicts look at.
    package func families(of keys: Set<Int64>) throws -> [Evidence] {
        guard !keys.isEmpty else { return [] }
        let list = keys.sorted().map { "(\($0))" }.joined(separator: ", ")
        let all = try Int64.fetchSet(
            db,
            sql: """
                WITH RECURSIVE family (id) AS (
                  VALUES \(list)
                  UNION
                  SELECT version.parent_id
                  FROM family JOIN version ON version.evidence_id = family.id
                  WHERE version.parent_id IS NOT NULL)
                SELECT id FROM family
                """)
        return try evidence(all)
    }
}
