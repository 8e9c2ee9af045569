import AttestryDomain
import AttestryStorage

/// How many companies, and how many names beside a version, an overview has room for.
private let mostCompanies = 500
private let mostNames = 12

extension ReadTransaction {
    /// The customers on a day, and who else has an agreement in force, by code; and whether there
    /// may be more than an overview has room for.
    func companies(on day: CivilDate) throws -> (found: [Overview.Company], hasMore: Bool) {
        var found: [Overview.Company] = []
        let lots = try customerKeys().lots(of: 1_000)
        for lot in lots {
            for world in try worldsWithAgreements(of: lot) {
                let read = try sound("customer", "\(world.customer.code)") {
                    try company(world, on: day)
                }
                guard let read, read.status == .customer || !read.agreements.isEmpty else {
                    continue
                }
                guard found.count < mostCompanies else { return (found, true) }
                found.append(read)
            }
        }
        return (found, false)
    }

    private func company(_ world: CustomerWorld, on day: CivilDate) throws -> Overview.Company {
        let pacts = try world.agreements.compactMap { agreement -> Overview.Company.Pact? in
            let standing = try world.standing(of: agreement, on: day, self)
            guard standing.isInForce else { return nil }
            return Overview.Company.Pact(
                title: agreement.kind.title, state: standing.state, until: standing.termEnd)
        }
        return Overview.Company(
            name: world.customer.name, status: world.customer.status(on: day), agreements: pacts,
            unmet: CustomerRules(world.customer, agreements: world.agreements).unmet(on: day))
    }
}

extension RegistryWorld {
    /// The versions that somebody holds on a day, by code and number.
    func held(on day: CivilDate, _ reading: ReadTransaction) throws -> [Overview.Held] {
        let given = try reading.versionsInLedger()
        return try evidence.flatMap { item in
            try item.versions.filter { given.contains($0.id) }.compactMap { version in
                let reference = VersionReference(code: item.code, version: version.version)
                return try reading.sound("version", "\(reference)") {
                    try held(version, of: item, reference, on: day, reading)
                } ?? nil
            }
        }
    }

    /// Who holds a version on a day; nil where nobody does.
    private func held(
        _ version: Version, of item: Evidence, _ reference: VersionReference, on day: CivilDate,
        _ reading: ReadTransaction
    ) throws -> Overview.Held? {
        let holdings = try HolderRules(of: item, version, reading)
            .holdings(of: version.id, on: day)
        guard !holdings.isEmpty else { return nil }
        let customers = Set(holdings.map(\.lead.customer))
        let named = customers.sorted().prefix(mostNames)
        return Overview.Held(
            version: reference,
            verdict: try portfolio.verdict(on: item.code, version: version.version, at: day),
            holders: holdings.count, companies: customers.count,
            names: try reading.customers(Set(named.map(\.rawValue))).map(\.name))
    }
}
