package import AttestryDomain
import AttestryStorage

/// The names of versions by their keys.
struct VersionNames {
    private let names: [ID<Version>: VersionReference]

    init(_ keys: Set<ID<Version>>, _ reading: ReadTransaction) throws {
        names = try reading.versionNames(keys)
    }

    subscript(key: ID<Version>) -> VersionReference {
        names[key] ?? VersionReference(code: .unknown, version: nil)
    }
}

/// Which rows of the ledger a list keeps, as a person names them.
package struct DistributionQuery: Sendable {
    /// `CODE`, or `CODE@N` for one version.
    package var evidence: String?
    /// The customer's code.
    package var customer: String?
    /// The person's e-mail address.
    package var contact: String?
    /// Only rows of this outcome.
    package var outcome: Distribution.Outcome?
    /// Only from this day on.
    package var from: CivilDate?
    /// Only up to this day.
    package var to: CivilDate?
    /// At most so many, the newest.
    package var limit: Int?

    package init(
        evidence: String? = nil, customer: String? = nil, contact: String? = nil,
        outcome: Distribution.Outcome? = nil, from: CivilDate? = nil, to: CivilDate? = nil,
        limit: Int? = nil
    ) {
        self.evidence = evidence
        self.customer = customer
        self.contact = contact
        self.outcome = outcome
        self.from = from
        self.to = to
        self.limit = limit
    }

    func filter(_ reading: ReadTransaction) throws -> DistributionFilter {
        var filter = DistributionFilter(outcome: outcome, from: from, to: to)
        if let customer {
            let found = try reading.customer(Code(customer, field: "customer"))
            filter.customer = found.id
            if let contact { filter.contact = try reading.knownContact(contact, of: found).id }
        } else if contact != nil {
            throw RegistryError(
                .invalid, "contact: an address is looked for at one customer",
                hint: "give --to CUSTOMER with it", field: "contact")
        }
        if let evidence {
            let reference = try VersionReference(evidence)
            let world = try EvidenceWorld(reference.code, as: nil, reading)
            filter.versions =
                try reference.version.map { [try world.evidence.version($0).id] }
                ?? world.evidence.versions.map(\.id)
        } else if filter.customer == nil, from != nil || to != nil {
            // By version and day the index finds a period; there are few versions.
            filter.versions = try reading.evidence().flatMap(\.versions).map(\.id)
        }
        return filter
    }
}

extension Registry {
    /// Hands each row of the ledger that the query keeps to the body, oldest first.
    package func eachDistribution(_ query: DistributionQuery, _ body: (JSONValue) -> Void) throws {
        try store.read { reading in
            // The names of very many rows are not kept at once.
            var rows: [Distribution] = []
            func flush() throws {
                for row in try DistributionDocuments(rows, reading).all { body(row) }
                rows.removeAll(keepingCapacity: true)
            }
            try reading.eachDistribution(query.filter(reading), newest: query.limit) {
                rows.append($0)
                if rows.count == 1000 { try flush() }
            }
            try flush()
        }
    }

    /// One row of the ledger with what happened to it, by its number or by the copy that went out.
    /// Throws `notFound`.
    package func distribution(_ id: String) throws -> JSONValue {
        try store.read { reading in
            let row =
                try Int64(id).map { try reading.ledgerRow(ID($0)) }
                ?? reading.ledgerRow(copy: id.uppercased())
            return try DistributionDocuments([row], reading).all.first ?? .null
        }
    }

    /// Who holds a version on a day: the rows by which they got it.
    package func holders(_ reference: VersionReference, asOf day: CivilDate?) throws -> [JSONValue]
    {
        return try read(asOf: day) { reading, day in
            let world = try EvidenceWorld(reference.code, as: nil, reading)
            let version = try world.version(reference, on: day)
            let holders = try HolderRules(of: world, version, reading)
                .holders(of: version.id, on: day)
            return try DistributionDocuments(holders.map { try reading.ledgerRow($0.id) }, reading)
                .all
        }
    }
}

/// Rows of the ledger in the words of the outside.
struct DistributionDocuments {
    private let rows: [Distribution]
    private let names: VersionNames
    private let contacts: [ID<Contact>: Contact]
    private let customers: [ID<Customer>: Code]
    private let agreements: [ID<Agreement>: Code]

    init(_ rows: [Distribution], _ reading: ReadTransaction) throws {
        self.rows = rows
        names = try VersionNames(Set(rows.map(\.handover.version)), reading)
        contacts = try reading.contacts(Set(rows.compactMap(\.handover.contact)))
        customers = try reading.customerNames(Set(rows.map(\.handover.customer)))
        agreements = try reading.agreementNames(Set(rows.compactMap(\.agreement)))
    }

    var all: [JSONValue] { rows.map { .object(fields(of: $0)) } }

    func fields(of row: Distribution) -> [String: JSONValue] {
        let item = row.handover
        let name = names[item.version]
        let contact = item.contact.flatMap { contacts[$0] }
        func day(_ kind: DistributionEvent.Kind) -> JSONValue {
            .text(item.first(kind, by: .distantFuture)?.occurredOn)
        }
        return [
            "id": .number(Int(item.id.rawValue)), "released_on": .text(item.releasedOn),
            "recorded_at": .text(row.recordedAt), "released_by": .string(row.releasedBy),
            "outcome": .string(item.outcome.rawValue), "customer": .text(customers[item.customer]),
            "contact": .text(contact?.email), "contact_name": .text(contact?.name),
            "evidence": .text(name.code), "version": .count(name.version),
            "letter": .bool(item.letter != nil), "class": .string(row.releaseClass.rawValue),
            "role": .text(row.role?.rawValue), "basis": .text(row.basis),
            "agreement": .text(row.agreement.flatMap { agreements[$0] }),
            "purpose": .string(row.purpose), "channel": .string(row.channel.rawValue),
            "sha256": .text(row.sha256), "copy_sha256": .text(row.copySHA256),
            "copy_id": .string(row.copyID), "historical": .bool(row.isHistorical),
            "rules_failed": .texts(row.rulesFailed), "override": .text(row.override),
            "approved_by": .text(row.approvedBy), "access_ends_on": .text(row.accessEndsOn),
            "received_on": day(.received), "recalled_on": day(.recalled),
            "acknowledged_on": day(.acknowledged), "access_ended_on": day(.accessEnded),
        ]
    }
}
