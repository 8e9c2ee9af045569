import AttestryDomain
import AttestryStorage

extension WatchList {
    /// What was released and has to come back or end.
    func distributions() throws -> [Watched] {
        // Who holds a version is asked once a version, however many were asked for it.
        var holdings: [ID<Version>: [ID<Distribution>: Holding]] = [:]
        let keys = try reading.distributionsToFollow(until: horizon([.accessEnd]))
        return try watched(keys, lotsOf: 10_000) { lot in
            let rows = try reading.distributions(Set(lot))
            guard rows.count == lot.count else {
                throw RegistryError(.damaged, "there is no such row in the ledger")
            }
            let names = try LedgerNames(rows, reading)
            let owners = try reading.evidenceOwners(Set(rows.map(\.handover.version)))
            return try rows.map { row in
                let item = row.handover
                let (version, customer) = try names.of(row)
                if item.first(.recalled, by: day) != nil, holdings[item.version] == nil {
                    holdings[item.version] = try self.holdings(of: item.version, version)
                }
                // What somebody who left was given is asked of the company.
                let hasLeft = names.leftOn(row).map { $0 <= day } ?? false
                return item.watched(
                    on: day, accessEndsOn: row.accessEndsOn,
                    recordedOn: try clock.date(of: row.recordedAt, in: settings.timeZone),
                    version: version, owner: owners[item.version] ?? nil,
                    recipient: [customer.description, hasLeft ? nil : row.person?.email]
                        .compactMap(\.self), holding: holdings[item.version]?[item.id])
            }
        } instead: { key, error in
            let subject = AlertSubject(.distribution, key: key, name: "\(key)")
            return [try unreadable(subject, error, title: "distribution \(key)", owner: nil)]
        }
    }

    /// Who holds a version, by the numbers of the rows that count. Where its evidence cannot be
    /// read nobody can tell what is newer: whoever was given the version holds it.
    private func holdings(of key: ID<Version>, _ name: VersionReference) throws
        -> [ID<Distribution>: Holding]
    {
        let rules = try reading.sound("evidence", name.code.description) {
            let world = try EvidenceWorld(name.code, as: nil, reading)
            return try HolderRules(
                of: world.evidence, world.evidence.version(name.version ?? 0), reading)
        }
        let own = try rules ?? HolderRules(reading.holdings(of: key, newer: []), succession: [key])
        return Dictionary(own.holdings(of: key, on: day).map { ($0.lead.id, $0) }) { first, _ in
            first
        }
    }
}
