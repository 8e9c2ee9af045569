package import AttestryDomain
import AttestryStorage

/// What a plan is asked for.
package struct PlanRequest: Sendable {
    /// The first day; the day asked about where none is given.
    package var from: CivilDate?
    /// The last day; twelve months after the first where none is given.
    package var to: CivilDate?
    /// Only what this person keeps.
    package var owner: String?
    /// Only what covers this product.
    package var product: Code?

    package init() {}
}

extension Registry {
    /// Every day that is watched between two days, as known on a day. Throws `invalid` where the
    /// last day comes before the first, `notFound` for an owner and a product that are not there.
    package func plan(_ request: PlanRequest, asOf day: CivilDate?) throws -> Plan {
        try read(asOf: day) { reading, day in
            let first = request.from ?? day
            let last = request.to ?? first.adding(months: 12)
            guard first <= last else {
                throw RegistryError(
                    .invalid, "to: \(last) comes before \(first)",
                    hint: "give a last day from \(first) on", field: "to")
            }
            try request.owner.map(reading.checkOwner)
            let product = try request.product.map { try reading.product($0).code }
            let list = try WatchList(reading, clock, on: day, .between(first, last))
            return try list.plan(from: first, to: last, of: list.all()) { watched, _ in
                let owner = watched.owner ?? list.settings.owner ?? ""
                return (request.owner.map { EmailAddress.areSame($0, owner) } ?? true)
                    && (product.map(watched.products.contains) ?? true)
            }
        }
    }
}

extension WatchList {
    /// The plan of what is watched between two days.
    func plan(
        from first: CivilDate, to last: CivilDate, of watched: [Watched],
        keeping keeps: (Watched, Anchor) -> Bool
    ) -> Plan {
        Plan(
            from: first, to: last, of: watched, ladders, owner: settings.owner, keeping: keeps)
    }
}

extension ReadTransaction {
    /// Throws `notFound` where nobody of this address keeps anything.
    func checkOwner(_ address: String) throws {
        let owners = try owners()
        guard !owners.contains(where: { EmailAddress.areSame($0, address) }) else { return }
        throw RegistryError.notFound("owner", address, among: owners)
    }
}
