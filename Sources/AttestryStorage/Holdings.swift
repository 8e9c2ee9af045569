package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The distributions that tell who holds a version: its own with their events, and those by
    /// which the same customers were given one of the newer versions.
    package func holdings(of version: ID<Version>, newer: [ID<Version>]) throws -> [Handover] {
        let own = "version_id = ?"
        let later = newer.map { "\($0.rawValue)" }.joined(separator: ", ")
        let others = """
            version_id IN (\(later)) AND customer_id IN (
              SELECT customer_id FROM distribution WHERE \(own))
            """
        let rows = try handovers(where: own, [version.rawValue])
        // Nobody asks what happened to the newer ones: that they were given is enough.
        return newer.isEmpty
            ? rows : rows + (try handovers(where: others, [version.rawValue], withEvents: false))
    }

    /// The distributions that somebody has to follow up until a day: recalled and not acknowledged,
    /// with an access that ends by then, or with an open alert.
    package func distributionsToFollow(until day: CivilDate?) throws -> [Distribution] {
        let keys = try Int64.fetchSet(
            db,
            sql: """
                SELECT id FROM distribution
                WHERE access_ends_on <= ? AND outcome = 'released' AND NOT EXISTS (
                  SELECT 1 FROM distribution_event AS done
                  WHERE done.distribution_id = distribution.id AND done.kind = 'access_ended')
                UNION
                SELECT distribution_id FROM distribution_event AS recalled
                WHERE kind = 'recalled' AND NOT EXISTS (
                  SELECT 1 FROM distribution_event AS done
                  WHERE done.distribution_id = recalled.distribution_id
                    AND done.kind = 'acknowledged')
                UNION
                SELECT subject_id FROM alert
                WHERE subject_kind = 'distribution' AND resolved_on IS NULL
                """, arguments: [day?.description ?? "9999-12-31"])
        return try distributions(keys)
    }

    /// Handovers with what happened to each: a row comes once for each event.
    private func handovers(
        where condition: String, _ arguments: StatementArguments, withEvents: Bool = true
    ) throws -> [Handover] {
        let rows = try db.rows(
            """
            SELECT \(Handover.columns), \(DistributionEvent.columns)
            FROM distribution AS item
              LEFT JOIN distribution_event AS event
                ON distribution_id = item.id AND \(withEvents ? "TRUE" : "FALSE")
            WHERE \(condition) ORDER BY item.id
            """, arguments)
        var found: [Handover] = []
        while let row = try rows.next() {
            if try found.last?.id != row.id() { found.append(try Handover(row: row)) }
            try found[found.count - 1].add(DistributionEvent(row: row))
        }
        return found
    }
}
