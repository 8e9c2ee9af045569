package import AttestryDomain
import AttestryStorage

/// A customer on one screen: agreements, what they hold, what they may have now.
package struct CustomerDocument: Sendable {
    /// The customer.
    package let customer: Customer
    /// The day asked about.
    package let day: CivilDate
    /// The persons there.
    package let contacts: [Contact]
    /// The agreements with their standing.
    package let agreements: [AgreementDocument]
    /// The obligations that are unmet.
    package let obligations: [Obligation]
    /// What they hold, with what is wrong with it.
    package let holdings: [JSONValue]
    /// For each current evidence whether they may have it, and why not.
    package let access: [JSONValue]

    /// The document as scripts read it.
    package var json: JSONValue {
        var fields = customer.summary(on: day)
        fields["as_of"] = .text(day)
        fields["contacts"] = .array(
            contacts.map {
                [
                    "name": .string($0.name), "email": .string($0.email),
                    "role": .string($0.role.rawValue),
                ]
            })
        fields["contracts"] = .array(
            customer.standing.map {
                ["since": .text($0.sinceOn), "until": .text($0.untilOn)]
            })
        fields["agreements"] = .array(agreements.map { .object($0.summary) })
        fields["obligations"] = .array(
            obligations.map { ["rule": .string($0.duty.rule), "since": .text($0.since)] })
        fields["holds"] = .array(holdings)
        fields["may_have"] = .array(access)
        return .object(fields)
    }
}

extension Customer {
    /// The fields that a list and a show share.
    package func summary(on day: CivilDate) -> [String: JSONValue] {
        let contract = standing.last { $0.sinceOn <= day } ?? standing.last
        return [
            "code": .text(code), "name": .string(name),
            "status": .string(status(on: day).rawValue),
            "since": .text(contract?.sinceOn), "until": .text(contract?.untilOn),
            "domains": .texts(domains), "handles_phi": .bool(handlesPHI),
            "handles_personal_data": .bool(handlesPersonalData), "owner": .text(owner),
        ]
    }
}

extension Registry {
    /// One customer on a day. Throws `notFound`.
    package func customer(_ code: Code, asOf day: CivilDate?) throws -> CustomerDocument {
        return try read(asOf: day) { reading, day in
            let world = try CustomerWorld(reading.customer(code), reading)
            let registry = try RegistryWorld(reading, usedSchemesOnly: true)
            let contacts = try reading.contacts(of: world.customer.id)
            return CustomerDocument(
                customer: world.customer, day: day, contacts: contacts,
                agreements: try world.agreements.map {
                    try AgreementDocument($0, in: world, on: day, reading)
                },
                obligations: CustomerRules(world.customer, agreements: world.agreements)
                    .unmet(on: day),
                holdings: try registry.holdings(of: world.customer, on: day, reading),
                access: try registry.access(of: world, contacts: contacts, on: day))
        }
    }

    /// All customers with what they are on a day; those of a status only, where one is given.
    package func customers(status: Customer.Status?, asOf day: CivilDate?) throws -> [JSONValue] {
        try read(asOf: day) { reading, day in
            try reading.customerWorlds().filter {
                status == nil || $0.customer.status(on: day) == status
            }.map { world in
                var fields = world.customer.summary(on: day)
                let states = world.gateAgreements(on: day)
                fields["agreements_in_force"] = .texts(
                    zip(world.agreements, states).filter { $1.state.isInForce }
                        .map(\.0.kind.code))
                fields["obligations"] = .texts(
                    CustomerRules(world.customer, agreements: world.agreements).unmet(on: day)
                        .map(\.duty.rule))
                return .object(fields)
            }
        }
    }

    /// The codes of all customers, for completion.
    package func customerCodes() throws -> [String] {
        try store.read { try $0.customerCodes() }
    }
}

extension RegistryWorld {
    /// What a customer holds on a day, and what of it is superseded, stale, withdrawn or recalled.
    fileprivate func holdings(of customer: Customer, on day: CivilDate, _ reading: ReadTransaction)
        throws -> [JSONValue]
    {
        let rows = try reading.ledger(DistributionFilter(customer: customer.id))
        let documents = try DistributionDocuments(rows, reading)
        let byVersion = Dictionary(grouping: rows, by: \.handover.version)
        return try evidence.flatMap { item -> [JSONValue] in
            let succession = item.versions.filter(\.isVoided).map(\.id) + item.standing.map(\.id)
            let own = succession.flatMap { byVersion[$0] ?? [] }
            guard !own.isEmpty else { return [] }
            let rules = HolderRules(own.map(\.handover), succession: succession)
            return try own.filter { rules.isHolding($0.handover, on: day) }.map { row in
                let version = item.versions.first { $0.id == row.handover.version }
                var fields = documents.fields(of: row)
                let verdict = try version.map {
                    try portfolio.verdict(on: item.code, version: $0.version, at: day)
                }
                var marks = verdict?.holderMarks ?? []
                if version?.isVoided == true { marks = ["voided"] }
                if row.handover.first(.recalled, by: day) != nil { marks.append("recalled") }
                fields["marks"] = .texts(marks)
                return .object(fields)
            }
        }
    }

    /// For each evidence whether its current version may go to the customer on a day: to whom, or
    /// why to nobody.
    fileprivate func access(of world: CustomerWorld, contacts: [Contact], on day: CivilDate) throws
        -> [JSONValue]
    {
        let agreements = world.gateAgreements(on: day)
        return try evidence.filter { !$0.isDiscontinued(on: day) }.compactMap { item in
            let (_, scheme) = try portfolio.lookUp(item.code)
            guard let number = try portfolio.verdict(on: item.code, at: day).version else {
                return nil
            }
            let desk = AccessDesk(
                scheme: scheme, version: try item.version(number),
                verdict: try portfolio.verdict(on: item.code, version: number, at: day),
                world: world, agreements: agreements, day: day)
            return desk.answer(VersionReference(code: item.code, version: number), contacts)
        }
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
