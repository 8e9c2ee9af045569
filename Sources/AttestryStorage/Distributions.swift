package import AttestryDomain
import GRDB

/// Which rows of the ledger a query keeps.
package struct DistributionFilter: Sendable {
    /// Only what went to this customer.
    package var customer: ID<Customer>?
    /// Only what went to this person.
    package var contact: ID<Contact>?
    /// Only these versions.
    package var versions: [ID<Version>]?
    /// Only rows of this outcome.
    package var outcome: Distribution.Outcome?
    /// Only from this day on.
    package var from: CivilDate?
    /// Only up to this day.
    package var to: CivilDate?

    package init(
        customer: ID<Customer>? = nil, contact: ID<Contact>? = nil, versions: [ID<Version>]? = nil,
        outcome: Distribution.Outcome? = nil, from: CivilDate? = nil, to: CivilDate? = nil
    ) {
        self.customer = customer
        self.contact = contact
        self.versions = versions
        self.outcome = outcome
        self.from = from
        self.to = to
    }

    fileprivate var conditions: [(sql: String, value: DatabaseValue?)] {
        let versions = versions.map {
            "version_id IN (\($0.map { "\($0.rawValue)" }.joined(separator: ", ")))"
        }
        return [
            ("customer_id = ?", customer?.rawValue.databaseValue),
            ("contact_id = ?", contact?.rawValue.databaseValue),
            (versions ?? "", nil),
            ("outcome = ?", outcome?.rawValue.databaseValue),
            ("released_on >= ?", from?.description.databaseValue),
            ("released_on <= ?", to?.description.databaseValue),
        ].filter { !$0.0.isEmpty && ($0.1 != nil || $0.0.hasPrefix("version_id")) }
    }

    fileprivate var sql: String {
        conditions.isEmpty
            ? "" : "WHERE " + conditions.map(\.sql).joined(separator: " AND ")
    }

    fileprivate var arguments: StatementArguments {
        StatementArguments(conditions.compactMap(\.value))
    }
}

extension ReadTransaction {
    /// Hands each row of the ledger that the filter keeps to the body, in the order of recording.
    package func eachDistribution(
        _ filter: DistributionFilter, newest limit: Int? = nil,
        _ body: (Distribution) throws -> Void
    ) throws {
        let newest =
            "SELECT * FROM distribution \(filter.sql) ORDER BY id DESC LIMIT \(limit ?? -1)"
        let rows = try Row.fetchCursor(
            db,
            sql: limit == nil
                ? "SELECT * FROM distribution \(filter.sql) ORDER BY id"
                : "SELECT * FROM (\(newest)) ORDER BY id", arguments: filter.arguments)
        while let row = try rows.next() {
            try body(try Distribution(row: row, events: try events(of: row.id())))
        }
    }

    /// The rows of the ledger that the filter keeps, in the order of recording.
    package func ledger(_ filter: DistributionFilter) throws -> [Distribution] {
        var rows: [Distribution] = []
        try eachDistribution(filter) { rows.append($0) }
        return rows
    }

    /// The row of this number. Throws `notFound`.
    package func ledgerRow(_ key: ID<Distribution>) throws -> Distribution {
        let statement = try db.cachedStatement(sql: "SELECT * FROM distribution WHERE id = ?")
        let row = try Row.fetchOne(statement, arguments: [key.rawValue])
        guard let row else {
            throw RegistryError(
                .notFound, "no distribution \(key.rawValue)",
                hint: "attestry distribution list shows their numbers")
        }
        return try Distribution(row: row, events: events(of: key))
    }

    /// Whether a copy of this identifier is in the ledger.
    package func hasCopy(_ copy: String) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM distribution WHERE copy_id = ?")
        return try Int.fetchOne(statement, arguments: [copy]) != nil
    }

    /// The row under which a copy went out. Throws `notFound`.
    package func ledgerRow(copy: String) throws -> Distribution {
        let statement = try db.cachedStatement(sql: "SELECT id FROM distribution WHERE copy_id = ?")
        guard let key = try Int64.fetchOne(statement, arguments: [copy]) else {
            throw RegistryError(
                .notFound, "no distribution with the copy '\(copy.abbreviated)'",
                hint: "a copy's identifier reads like 51KF5C-HBGKP6")
        }
        return try ledgerRow(ID(key))
    }

    /// The number of the newest row of the ledger; 0 where there is none.
    package func newestDistribution() throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT max(id) FROM distribution")
        return try Int64.fetchOne(statement) ?? 0
    }

    /// What happened to a row of the ledger, in the order of recording.
    func events(of key: ID<Distribution>) throws -> [DistributionEvent] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM distribution_event WHERE distribution_id = ? ORDER BY id")
        return try Row.fetchAll(statement, arguments: [key.rawValue]).map { row in
            DistributionEvent(
                id: try row.id(), kind: try row.choice("kind"),
                occurredOn: try row.date("occurred_on"), recordedOn: try row.date("recorded_on"))
        }
    }

    /// The last release by a day that relied on an agreement.
    package func lastRelease(reliedOn agreement: ID<Agreement>, by day: CivilDate) throws
        -> CivilDate?
    {
        let statement = try db.cachedStatement(
            sql: """
                SELECT released_on FROM distribution
                WHERE agreement_id = ? AND released_on <= ? AND outcome = 'released'
                ORDER BY released_on DESC LIMIT 1
                """)
        return try String.fetchOne(statement, arguments: [agreement.rawValue, day.description])
            .flatMap { CivilDate($0) }
    }

    /// What the ledger says already of what went to one customer.
    package func twins(of customer: ID<Customer>) throws -> [DistributionTwin: Int64] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, version_id, contact_id, released_on, channel, purpose, bridge_letter_id,
                  outcome
                FROM distribution WHERE customer_id = ?
                """)
        var twins: [DistributionTwin: Int64] = [:]
        let rows = try Row.fetchCursor(statement, arguments: [customer.rawValue])
        while let row = try rows.next() {
            let twin = DistributionTwin(
                version: try row.number("version_id"),
                contact: try row.optionalNumber("contact_id"),
                releasedOn: try row.date("released_on"), channel: try row.text("channel"),
                purpose: try row.text("purpose"),
                letter: try row.optionalNumber("bridge_letter_id"),
                outcome: try row.text("outcome"))
            twins[twin] = Int64(try row.number("id"))
        }
        return twins
    }

    /// The rows of these numbers, in the order of recording.
    package func distributions(_ keys: Set<Int64>) throws -> [Distribution] {
        let list: StatementArguments = ["[\(keys.map(String.init).joined(separator: ", "))]"]
        let listed = "IN (SELECT value FROM json_each(?))"
        let events = try events(
            "SELECT * FROM distribution_event WHERE distribution_id \(listed)", list)
        return try Row.fetchAll(
            db, sql: "SELECT * FROM distribution WHERE id \(listed) ORDER BY id", arguments: list
        ).map { row in try Distribution(row: row, events: events[row.id()] ?? []) }
    }
}

extension Distribution {
    fileprivate init(row: Row, events: [DistributionEvent]) throws {
        guard let recordedAt = Timestamp(try row.text("recorded_at")) else {
            throw RegistryError(.damaged, "distribution \(row.lossy("id")) has no time")
        }
        func key<Entity>(_ column: String) throws -> ID<Entity>? {
            try row.optionalNumber(column).map { ID(Int64($0)) }
        }
        self.init(
            handover: Handover(
                id: try row.id(), releasedOn: try row.date("released_on"),
                outcome: try row.choice("outcome"), customer: try row.id("customer_id"),
                contact: try key("contact_id"), version: try row.id("version_id"),
                letter: try key("bridge_letter_id"), events: events),
            recordedAt: recordedAt, releasedBy: try row.text("released_by"),
            releaseClass: try row.choice("class"),
            role: try row.optionalText("role").flatMap(Contact.Role.init),
            basis: try row.optionalText("basis"), agreement: try key("agreement_id"),
            purpose: try row.text("purpose"), channel: try row.choice("channel"),
            sha256: try row.optionalText("sha256"), copySHA256: try row.optionalText("copy_sha256"),
            copyID: try row.text("copy_id"), isHistorical: try row.number("historical") == 1,
            rulesFailed: try row.texts("rules_failed"),
            override: try row.optionalText("override"),
            approvedBy: try row.optionalText("approved_by"),
            accessEndsOn: try row.optionalDate("access_ends_on"))
    }
}
