package import AttestryDomain
import GRDB

/// Which rows of the ledger a query keeps.
package struct DistributionFilter: Sendable {
    /// Only what went to this customer.
    package var customer: ID<Customer>?
    /// Only these rows.
    package var rows: [Int64]?
    /// Only what relied on this agreement.
    package var agreement: ID<Agreement>?
    /// Only these versions.
    package var versions: [ID<Version>]?
    /// Only rows of this outcome.
    package var outcome: Distribution.Outcome?
    /// Only from this day on.
    package var from: CivilDate?
    /// Only up to this day.
    package var to: CivilDate?
    /// Only what was released in spite of a refusal.
    package var isOverridden = false
    /// Only what came out of a file.
    package var isImported = false
    /// Only what was voided, or what was not; nil for both.
    package var isVoided: Bool?

    package init(customer: ID<Customer>? = nil) { self.customer = customer }

    /// What a row must satisfy, each with the value that it is held against, if any.
    fileprivate var conditions: [(sql: String, value: (any CellValue)?)] {
        let held: [(String, (any CellValue)?)] = [
            ("customer_id = ?", customer),
            ("id IN (SELECT value FROM json_each(?))", rows?.list),
            ("version_id IN (SELECT value FROM json_each(?))", versions?.map(\.rawValue).list),
            ("released_on >= ?", from), ("released_on <= ?", to), ("agreement_id = ?", agreement),
        ]
        // In the words of the indexes over few rows.
        let plain = [
            outcome.map { "outcome = '\($0.rawValue)'" },
            isOverridden ? "override IS NOT NULL" : nil, isImported ? "imported = 1" : nil,
            isVoided.map { $0 ? Self.isVoidedLater : Handover.stands("distribution") },
        ]
        return held.compactMap { sql, value in value.map { (sql, $0) } }
            + plain.compactMap { $0.map { ($0, nil) } }
    }

    private static let isVoidedLater = """
        id IN (SELECT distribution_id FROM distribution_event WHERE kind = 'voided')
        """
}

extension ReadTransaction {
    /// Hands each row of the ledger that the filter keeps to the body, in the order of recording.
    /// One that cannot be read is passed over where that is asked for.
    package func eachDistribution(
        _ filter: DistributionFilter, newest limit: Int? = nil, passingOver: Bool = false,
        _ body: (Distribution) throws -> Void
    ) throws {
        let conditions = filter.conditions
        if passingOver { try noteStrayEvents(all: false) }
        if conditions.isEmpty, limit == nil {
            return try eachDistribution("TRUE", [], passingOver: passingOver, body)
        }
        let filtered = (["TRUE"] + conditions.map(\.sql)).joined(separator: " AND ")
        let newest = limit == nil ? "" : "ORDER BY id DESC LIMIT ?"
        try eachDistribution(
            "item.id IN (SELECT id FROM distribution WHERE \(filtered) \(newest))",
            Cells(conditions.compactMap(\.value) + (limit.map { [$0] } ?? [])),
            passingOver: passingOver, body)
    }

    /// The rows of the ledger that the filter keeps, in the order of recording.
    package func ledger(_ filter: DistributionFilter) throws -> [Distribution] {
        var rows: [Distribution] = []
        try eachDistribution(filter) { rows.append($0) }
        return rows
    }

    /// The row of this name. Throws `notFound`.
    package func ledgerRow(_ name: DistributionName) throws -> Distribution {
        switch name {
        case .number(let key): try ledgerRow(key)
        case .copy(let copy): try ledgerRow(copy: copy)
        }
    }

    /// The row of this number. Throws `notFound`.
    package func ledgerRow(_ key: ID<Distribution>) throws -> Distribution {
        guard let found = try distributions([key.rawValue]).first else {
            throw RegistryError(
                .notFound, "no distribution \(key.rawValue)",
                hint: "attestry distribution list shows their numbers")
        }
        return found
    }

    /// The row under which a copy went out. Throws `notFound`.
    private func ledgerRow(copy: String) throws -> Distribution {
        let key: ID<Distribution>? = try db.value(
            "SELECT id FROM distribution WHERE copy_id = ?", [copy])
        guard let key else {
            throw RegistryError(
                .notFound, "no distribution with the copy '\(copy.abbreviated)'",
                hint: "a copy's identifier reads like 51KF5C-HBGKP6")
        }
        return try ledgerRow(key)
    }

    /// The rows of these numbers, in the order of recording.
    package func distributions(_ keys: Set<Int64>) throws -> [Distribution] {
        var rows: [Distribution] = []
        try eachDistribution(
            "item.id IN (SELECT value FROM json_each(?))", [keys.list], passingOver: false
        ) { rows.append($0) }
        return rows
    }

    /// Hands on rows of the ledger with what happened to each, as they are read: a row comes once
    /// for each event. One that cannot be read is passed over where that is asked for.
    private func eachDistribution(
        _ condition: String, _ arguments: Cells, passingOver: Bool,
        _ body: (Distribution) throws -> Void
    ) throws {
        let rows = try db.rows(
            """
            SELECT \(Distribution.columns), \(DistributionEvent.columns)
            FROM distribution AS item
              LEFT JOIN distribution_event AS event ON distribution_id = item.id
            WHERE \(condition) ORDER BY item.id
            """, arguments)
        let eventPlace = try rows.index(of: "event_id")
        var current: Distribution?
        var key: Int64?
        var events = 0
        func part<Part>(_ read: () throws -> Part) throws -> Part? {
            passingOver ? try sound("distribution", "\(key ?? 0)", read) : try read()
        }
        while let row = try rows.next() {
            let next: Int64 = try row["id"]
            if next != key {
                try current.map(body)
                key = next
                current = try part { try Distribution(row: row) }
            }
            if case .null = row.value(eventPlace) {} else { events += 1 }
            guard current != nil else { continue }
            if let event = try part({ try DistributionEvent(row: row) }) {
                current?.handover.add(event)
            } else {
                current = nil
            }
        }
        try current.map(body)
        if passingOver, condition == "TRUE",
            try db.value("SELECT count(*) FROM distribution_event") != events
        {
            try noteStrayEvents(all: true)
        }
    }
}

extension Distribution {
    fileprivate static let columns = """
        \(Handover.columns), recorded_at, released_by, class, contact, contact_name, role, basis, \
        agreement_id, purpose, channel, sha256, copy_sha256, copy_id, historical, rules_failed, \
        override, approved_by, access_ends_on, imported, \
        (SELECT id FROM bridge_letter WHERE id = item.bridge_letter_id) AS letter
        """

    fileprivate init(row: Row) throws {
        let (named, letter): (Cell, Cell) = (try row["bridge_letter_id"], try row["letter"])
        guard named == letter else { throw row.damaged("bridge_letter_id") }
        try self.init(
            handover: Handover(row: row), recordedAt: row["recorded_at"],
            releasedBy: row["released_by"], releaseClass: row["class"],
            person: Person(row: row), basis: row["basis"],
            agreement: row["agreement_id"], purpose: row["purpose"], channel: row["channel"],
            sha256: row.optionalHash("sha256"), copySHA256: row.optionalHash("copy_sha256"),
            copyID: row["copy_id"], isHistorical: row["historical"],
            rulesFailed: row["rules_failed"], override: row["override"],
            approvedBy: row["approved_by"], accessEndsOn: row["access_ends_on"],
            isImported: row["imported"])
    }
}

extension Distribution.Person {
    fileprivate init?(row: Row) throws {
        guard let email: String = try row["contact"] else { return nil }
        try self.init(name: row["contact_name"], email: email, role: row["role"])
    }
}
