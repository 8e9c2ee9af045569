import AttestryDomain
import AttestryStorage

extension WatchList {
    /// What was released and has to come back or end.
    func distributions() throws -> [Watched] {
        let rows = try reading.distributionsToFollow(until: horizon([.accessEnd]))
        let versions = Set(rows.map(\.handover.version))
        let names = try VersionNames(versions, reading)
        let owners = try reading.evidenceOwners(versions)
        let customers = try reading.customerNames(Set(rows.map(\.handover.customer)))
        let leavings = try reading.leavings(Set(rows.compactMap(\.handover.contact)))
        // Who holds a version is asked once a version, however many were asked for it.
        var holdings: [ID<Version>: [ID<Distribution>: Holding]] = [:]
        return try rows.map { row in
            let item = row.handover
            let name = names[item.version]
            if item.first(.recalled, by: day) != nil, holdings[item.version] == nil,
                let number = name.version
            {
                let world = try EvidenceWorld(name.code, as: nil, reading)
                let rules = try HolderRules(
                    of: world.evidence, world.evidence.version(number), reading)
                holdings[item.version] = Dictionary(
                    rules.holdings(of: item.version, on: day).map { ($0.lead.id, $0) }
                ) { first, _ in first }
            }
            // What somebody who left was given is asked of the company.
            let left = item.contact.flatMap { leavings[$0] ?? nil }
            let hasLeft = left.map { $0 <= day } ?? false
            return item.watched(
                on: day, accessEndsOn: row.accessEndsOn,
                recordedOn: try clock.date(of: row.recordedAt, in: settings.timeZone),
                version: name, owner: owners[item.version] ?? nil,
                recipient: [
                    customers[item.customer]?.description ?? "?",
                    hasLeft ? nil : row.person?.email,
                ].compactMap(\.self), holding: holdings[item.version]?[item.id])
        }
    }
}
