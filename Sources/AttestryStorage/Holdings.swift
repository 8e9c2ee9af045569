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

    private func handovers(
        where condition: String, _ arguments: StatementArguments, withEvents: Bool = true
    ) throws -> [Handover] {
        let events =
            withEvents
            ? try events(
                """
                SELECT distribution_event.* FROM distribution
                  JOIN distribution_event ON distribution_id = distribution.id WHERE \(condition)
                """, arguments) : [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, released_on, outcome, customer_id, contact_id, version_id,
                  bridge_letter_id
                FROM distribution WHERE \(condition)
                """, arguments: arguments)
        var found: [Handover] = []
        while let row = try rows.next() {
            func key<Entity>(_ column: String) throws -> ID<Entity>? {
                try row.optionalNumber(column).map { ID(Int64($0)) }
            }
            let id: ID<Distribution> = try row.id()
            found.append(
                Handover(
                    id: id, releasedOn: try row.date("released_on"),
                    outcome: try row.choice("outcome"), customer: try row.id("customer_id"),
                    contact: try key("contact_id"), version: try row.id("version_id"),
                    letter: try key("bridge_letter_id"), events: events[id] ?? []))
        }
        return found
    }

    /// What happened to distributions, in the order of recording.
    func events(_ sql: String, _ arguments: StatementArguments) throws
        -> [ID<Distribution>: [DistributionEvent]]
    {
        let rows = try Row.fetchCursor(
            db, sql: sql + " ORDER BY distribution_event.id", arguments: arguments)
        var events: [ID<Distribution>: [DistributionEvent]] = [:]
        while let row = try rows.next() {
            events[try row.id("distribution_id"), default: []].append(
                DistributionEvent(
                    id: try row.id(), kind: try row.choice("kind"),
                    occurredOn: try row.date("occurred_on"),
                    recordedOn: try row.date("recorded_on")))
        }
        return events
    }
}
