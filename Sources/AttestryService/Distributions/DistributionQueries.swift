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
    package var evidence: VersionReference?
    package var customer: Code?
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

    package init() {}

    func filter(_ reading: ReadTransaction) throws -> DistributionFilter {
        var filter = DistributionFilter()
        (filter.outcome, filter.from, filter.to) = (outcome, from, to)
        if let customer {
            let found = try reading.customer(customer)
            filter.customer = found.id
            filter.contact = contact
            if let contact, try !reading.hasDistribution(to: contact, of: found.id) {
                _ = try reading.knownContact(contact, of: found)
            }
        } else if contact != nil {
            throw RegistryError(
                .invalid, "contact: an address is looked for at one customer",
                hint: "give --to CUSTOMER with it", field: "contact")
        }
        if let reference = evidence {
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
    package func eachDistribution(
        _ query: DistributionQuery, _ body: (DistributionDocument) throws -> Void
    )
        throws
    {
        try store.read { reading in
            // The names of very many rows are not kept at once.
            var rows: [Distribution] = []
            func flush() throws {
                try reading.documents(of: rows).forEach(body)
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
    package func distribution(_ id: String) throws -> DistributionDocument {
        try store.read { reading in
            let row =
                try Int64(id).map { try reading.ledgerRow(ID($0)) }
                ?? reading.ledgerRow(copy: id.uppercased())
            return try reading.documents(of: [row])[0]
        }
    }

    /// Who holds a version on a day: the rows by which they got it.
    package func holders(_ reference: VersionReference, asOf day: CivilDate?) throws
        -> [DistributionDocument]
    {
        try read(asOf: day) { reading, day in
            let world = try EvidenceWorld(reference.code, as: nil, reading)
            let version = try world.version(reference, on: day)
            let holders = try HolderRules(of: world, version, reading)
                .holders(of: version.id, on: day)
            return try reading.documents(
                of: holders.map { try reading.ledgerRow($0.id) }, on: day)
        }
    }
}

extension ReadTransaction {
    /// Rows of the ledger with the names of what their keys stand for, and with what happened to
    /// them by a day; without one, ever.
    func documents(of rows: [Distribution], on day: CivilDate = .distantFuture) throws
        -> [DistributionDocument]
    {
        let names = try VersionNames(Set(rows.map(\.handover.version)), self)
        let customers = try customerNames(Set(rows.map(\.handover.customer)))
        let agreements = try agreementNames(Set(rows.compactMap(\.agreement)))
        return rows.map { row in
            DistributionDocument(
                row: row, version: names[row.handover.version],
                customer: customers[row.handover.customer],
                agreement: row.agreement.flatMap { agreements[$0] }, day: day)
        }
    }
}
