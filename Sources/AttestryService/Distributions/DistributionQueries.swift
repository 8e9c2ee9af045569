package import AttestryDomain
import AttestryStorage

/// The names of what rows of the ledger refer to.
struct LedgerNames {
    private let versions: [ID<Version>: VersionReference]
    private let customers: [ID<Customer>: Code]
    private let agreements: [ID<Agreement>: Code]
    private let leavings: [ID<Contact>: CivilDate?]

    init(_ rows: [Distribution], _ reading: ReadTransaction) throws {
        versions = try reading.versionNames(Set(rows.map(\.handover.version)))
        customers = try reading.customerNames(Set(rows.map(\.handover.customer)))
        agreements = try reading.agreementNames(Set(rows.compactMap(\.agreement)))
        leavings = try reading.leavings(Set(rows.compactMap(\.handover.contact)))
    }

    /// The version and the customer of a row. Throws `damaged` where one of the things that it
    /// refers to is not there.
    func of(_ row: Distribution) throws -> (version: VersionReference, customer: Code) {
        guard let version = versions[row.handover.version] else {
            throw Self.missing("version", row.handover.version.rawValue)
        }
        guard let customer = customers[row.handover.customer] else {
            throw Self.missing("customer", row.handover.customer.rawValue)
        }
        if let contact = row.handover.contact, leavings[contact] == nil {
            throw Self.missing("contact", contact.rawValue)
        }
        if let agreement = row.agreement, agreements[agreement] == nil {
            throw Self.missing("agreement", agreement.rawValue)
        }
        return (version, customer)
    }

    func agreement(of row: Distribution) -> Code? { row.agreement.flatMap { agreements[$0] } }

    /// The day from which the person of a row is no longer at the customer.
    func leftOn(_ row: Distribution) -> CivilDate? {
        row.handover.contact.flatMap { leavings[$0] ?? nil }
    }

    private static func missing(_ noun: String, _ key: Int64) -> RegistryError {
        RegistryError(.damaged, "column \(noun)_id holds '\(key)', and there is no such \(noun)")
    }
}

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
    /// Only what relied on this agreement.
    package var agreement: Code?
    /// Only what was released in spite of a refusal.
    package var isOverridden = false
    /// Only what came out of a file.
    package var isImported = false
    /// Only what was voided, where nothing that was is shown otherwise.
    package var isVoided = false
    /// As of this day: nothing later is told of.
    package var day: CivilDate?
    /// At most so many, the newest.
    package var limit: Int?

    package init() {}

    func filter(_ reading: ReadTransaction) throws -> DistributionFilter {
        var filter = DistributionFilter()
        (filter.outcome, filter.from) = (outcome, from)
        filter.to = [to, day].compactMap(\.self).min()
        (filter.isOverridden, filter.isImported) = (isOverridden, isImported)
        // Without a limit what was voided is left out as it is read.
        filter.isVoided = isVoided ? true : limit.map { _ in false }
        filter.agreement = try agreement.map { try AgreementWorld($0, reading).agreement.id }
        if let customer {
            let found = try reading.customer(customer)
            filter.customer = found.id
            if let contact {
                let rows = try reading.distributions(to: contact, of: found.id)
                if rows.isEmpty { _ = try reading.knownContact(contact, of: found) }
                filter.rows = rows
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
        } else if filter.customer == nil, filter.agreement == nil,
            from != nil || filter.to != nil || outcome == .released || isImported
        {
            // By version and day the index finds a period; there are few versions.
            filter.versions = try reading.versionKeys()
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
            try reading.eachDocument(
                query.filter(reading), newest: query.limit, on: query.day ?? .distantFuture,
                where: { query.isVoided || $0.handover.voiding == nil }, body)
        }
    }

    /// One row of the ledger with what happened to it by a day; without one, ever. Throws
    /// `notFound`, also where it was released later.
    package func distribution(_ name: DistributionName, asOf day: CivilDate?) throws
        -> DistributionDocument
    {
        try store.read { reading in
            let row = try reading.ledgerRow(name)
            if let day, row.handover.releasedOn > day {
                throw RegistryError(
                    .notFound,
                    "distribution \(row.handover.id.rawValue) is of \(row.handover.releasedOn)",
                    hint: "ask about a later day than \(day)")
            }
            guard
                let document = try reading.documents(of: [row], on: day ?? .distantFuture).first
            else {
                throw RegistryError(
                    .damaged, "distribution \(row.handover.id.rawValue) cannot be shown",
                    hint: "attestry audit verify lists what is wrong")
            }
            return document
        }
    }
}

extension ReadTransaction {
    /// Hands in the rows of the ledger that are kept, with the names of what their keys stand for.
    func eachDocument(
        _ filter: DistributionFilter, newest limit: Int? = nil, on day: CivilDate,
        where isKept: (Distribution) -> Bool = { _ in true },
        _ body: (DistributionDocument) throws -> Void
    ) throws {
        // The names of very many rows are not kept at once.
        var rows: [Distribution] = []
        func flush() throws {
            try documents(of: rows, on: day).forEach(body)
            rows.removeAll(keepingCapacity: true)
        }
        try eachDistribution(filter, newest: limit, passingOver: true) { row in
            guard isKept(row) else { return }
            rows.append(row)
            if rows.count == 1000 { try flush() }
        }
        try flush()
    }

    /// Rows of the ledger with the names of what their keys stand for, and with what happened to
    /// them by a day; without one, ever. Those of which a name cannot be read are passed over.
    func documents(of rows: [Distribution], on day: CivilDate = .distantFuture) throws
        -> [DistributionDocument]
    {
        try parts(of: rows) { rows in
            let names = try LedgerNames(rows, self)
            return try rows.compactMap { row in
                try sound("distribution", "\(row.handover.id.rawValue)") {
                    let (version, customer) = try names.of(row)
                    return DistributionDocument(
                        row: row, version: version, customer: customer,
                        agreement: names.agreement(of: row), leftOn: names.leftOn(row), day: day)
                }
            }
        } instead: { row, error in
            note("distribution", "\(row.handover.id.rawValue)", error)
            return []
        }
    }
}
