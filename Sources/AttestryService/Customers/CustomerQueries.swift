package import AttestryDomain
import AttestryStorage

/// A customer as a list has it on a day.
package struct CustomerDocument: Sendable {
    package let customer: Customer
    /// The day asked about.
    package let day: CivilDate
    /// The kinds of the agreements in force.
    let inForce: [Code]
    /// The obligations that are unmet.
    package let obligations: [Obligation]

    init(_ world: CustomerWorld, on day: CivilDate) {
        customer = world.customer
        self.day = day
        let kinds = zip(world.agreements, world.gateAgreements(on: day))
            .filter { $1.state.isInForce }.map(\.0.kind.code)
        inForce = Set(kinds).sorted()
        obligations = CustomerRules(customer, agreements: world.agreements).unmet(on: day)
    }

    /// What it is on the day.
    package var status: Customer.Status { customer.status(on: day) }

    /// The contracts that had begun by the day, the earliest first.
    var contracts: [Contract] { customer.standing.filter { $0.sinceOn <= day } }

    /// The contract that says so: the last that had begun.
    package var contract: Contract? { contracts.last }
}

/// A customer on one screen: agreements, what they hold, what they may have now.
package struct CustomerScreen: Sendable {
    package let about: CustomerDocument
    /// The persons there.
    package let contacts: [Contact]
    /// The agreements with their standing.
    package let agreements: [AgreementDocument]
    /// What they hold, with what is wrong with it.
    package let holdings: [HolderDocument]
    /// What is due, or was done, because a contract of theirs ended.
    package let atContractEnd: [SampledOccurrence]
    /// For each current evidence whether they may have it, and why not.
    package let access: [Access]
}

extension Registry {
    /// One customer on a day. Throws `notFound`.
    package func customer(_ code: Code, asOf day: CivilDate?) throws -> CustomerScreen {
        try read(asOf: day) { reading, day in
            let world = try CustomerWorld(reading.customer(code), reading)
            let registry = try RegistryWorld(reading, usedSchemesOnly: true)
            let contacts = try reading.contacts(of: world.customer.id)
            return CustomerScreen(
                about: CustomerDocument(world, on: day), contacts: contacts,
                agreements: try world.agreements.filter { !$0.isVoided }.map {
                    try AgreementDocument($0, in: world, on: day, reading)
                },
                holdings: try registry.holdings(of: world.customer, on: day, reading),
                atContractEnd: try reading.occurrences(of: world.customer, on: day),
                access: try registry.access(of: world, contacts: contacts, on: day, reading))
        }
    }

    /// Hands in all customers with what they are on a day, in the order of their codes; those of a
    /// status only, where one is given.
    package func eachCustomer(
        status: Customer.Status?, asOf day: CivilDate?, _ body: (CustomerDocument) throws -> Void
    ) throws {
        try read(asOf: day) { reading, day in
            for lot in try reading.customerKeys().lots(of: 1_000) {
                for world in try reading.readableWorlds(lot)
                where status == nil || world.customer.status(on: day) == status {
                    try body(CustomerDocument(world, on: day))
                }
            }
        }
    }
}

extension RegistryWorld {
    fileprivate func holdings(of customer: Customer, on day: CivilDate, _ reading: ReadTransaction)
        throws -> [HolderDocument]
    {
        let rows = try reading.documents(
            of: reading.ledger(DistributionFilter(customer: customer.id)), on: day
        ).byKey
        let byVersion = Dictionary(grouping: rows.values, by: \.row.handover.version)
        return try evidence.flatMap { item -> [HolderDocument] in
            try reading.sound("evidence", "\(item.code)") {
                try self.holdings(of: item, byVersion, rows, on: day)
            } ?? []
        }
    }

    private func holdings(
        of item: Evidence, _ byVersion: [ID<Version>: [DistributionDocument]],
        _ rows: [ID<Distribution>: DistributionDocument], on day: CivilDate
    ) throws -> [HolderDocument] {
        let versions = item.versions.filter(\.isVoided) + item.standing
        let own = versions.flatMap { byVersion[$0.id] ?? [] }.map(\.row.handover)
        guard !own.isEmpty else { return [] }
        let rules = HolderRules(own, succession: versions.map(\.id))
        return try versions.flatMap { version -> [HolderDocument] in
            let holdings = rules.holdings(of: version.id, on: day)
            guard !holdings.isEmpty else { return [] }
            let marks = try marks(of: version, in: item, on: day)
            return holdings.compactMap { HolderDocument($0, rows) }.map { holder in
                var holder = holder
                holder.marks = marks + (holder.isRecalled ? ["recalled"] : [])
                return holder
            }
        }
    }

    /// What somebody who holds a version should know about it.
    private func marks(of version: Version, in item: Evidence, on day: CivilDate) throws -> [String]
    {
        if version.isVoided { return ["voided"] }
        return try portfolio.verdict(on: item.code, version: version.version, at: day).holderMarks
    }

    /// For each evidence whether its current version may go to the customer on a day: to whom, or
    /// why to nobody.
    fileprivate func access(
        of world: CustomerWorld, contacts: [Contact], on day: CivilDate, _ reading: ReadTransaction
    ) throws -> [Access] {
        try evidence.filter { !$0.isDiscontinued(on: day) }.compactMap { item -> Access? in
            try reading.sound("evidence", "\(item.code)") {
                try access(to: item, of: world, contacts: contacts, on: day)
            } ?? nil
        }
    }

    private func access(
        to item: Evidence, of world: CustomerWorld, contacts: [Contact], on day: CivilDate
    ) throws -> Access? {
        let (_, scheme) = try portfolio.lookUp(item.code)
        guard let number = try portfolio.verdict(on: item.code, at: day).version else {
            return nil
        }
        let question = GateQuestion(
            try item.version(number), of: scheme, to: world, on: day,
            try portfolio.verdict(on: item.code, version: number, at: day))
        return Access(
            question, of: VersionReference(code: item.code, version: number), contacts, on: day)
    }
}

extension Verdict {
    /// What a holder should know about what they hold.
    fileprivate var holderMarks: [String] {
        var marks: [String] = flags.contains(.superseded) ? ["superseded"] : []
        if [.stale, .withdrawn, .cancelled, .suspended, .expired, .editionRetired, .parentInvalid]
            .contains(state)
        {
            marks.append(state.rawValue)
        }
        return marks
    }
}
