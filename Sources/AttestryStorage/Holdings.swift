package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The distributions that tell who holds a version: its own with their events, and those by
    /// which the same customers were given one of the newer versions.
    package func holdings(of version: ID<Version>, newer: [ID<Version>]) throws -> [Handover] {
        var found: [Handover] = []
        func find(_ query: String) throws {
            let rows = try db.rows(query, [version])
            while let row = try rows.next() {
                if try found.last?.id != row["id"] { found.append(try Handover(row: row)) }
                try found[found.count - 1].add(DistributionEvent(row: row))
            }
        }
        try find(
            """
            SELECT \(Handover.columns), \(DistributionEvent.columns)
            FROM distribution AS item
              LEFT JOIN distribution_event AS event ON distribution_id = item.id
            WHERE version_id = ?
            """)
        guard !newer.isEmpty else { return found }
        // Nobody asks what happened to the newer ones: that they were given is enough.
        let later = newer.map { "\($0.rawValue)" }.joined(separator: ", ")
        try find(
            """
            SELECT \(Handover.columns), NULL AS event_id FROM distribution AS item
            WHERE version_id IN (\(later)) AND customer_id IN (
              SELECT customer_id FROM distribution WHERE version_id = ?)
              AND \(Handover.stands("item"))
            """)
        return found
    }

    /// The versions of which something was released or refused.
    package func versionsInLedger() throws -> Set<ID<Version>> {
        Set(
            try keys(
                """
                SELECT id FROM version WHERE EXISTS (
                  SELECT 1 FROM distribution WHERE version_id = version.id)
                """
            ).map { ID($0) })
    }

    /// The distributions that somebody has to follow up until a day: recalled and not acknowledged,
    /// with an access that ends by then, or on no day there is, or with an open alert.
    package func distributionsToFollow(until day: CivilDate?) throws -> Set<Int64> {
        Set(
            try keys(
                """
                SELECT id FROM distribution
                WHERE access_ends_on <= ? AND outcome IS NOT 'refused' AND NOT EXISTS (
                  SELECT 1 FROM distribution_event AS done
                  WHERE done.distribution_id = distribution.id
                    AND done.kind IN ('access_ended', 'voided'))
                UNION
                SELECT distribution_id FROM distribution_event AS recalled
                WHERE kind = 'recalled' AND NOT EXISTS (
                  SELECT 1 FROM distribution_event AS done
                  WHERE done.distribution_id = recalled.distribution_id
                    AND done.kind IN ('acknowledged', 'voided'))
                UNION
                SELECT id FROM distribution WHERE access_ends_on > '9999-12-31'
                UNION
                SELECT distribution_id FROM distribution_event
                WHERE ifnull(kind, '') NOT IN (
                  'received', 'recalled', 'acknowledged', 'access_ended', 'voided')
                UNION
                SELECT subject_id FROM alert
                WHERE subject_kind = 'distribution' AND resolved_on IS NULL
                """, [day?.description ?? "9999-12-31"]))
    }
}
