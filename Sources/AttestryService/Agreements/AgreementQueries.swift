package import AttestryDomain
import AttestryStorage

/// An agreement as the outside sees it on a day.
package struct AgreementDocument: Sendable {
    package let agreement: Agreement
    /// Its standing on the day.
    package let standing: AgreementStanding
    /// The day asked about.
    package let day: CivilDate
    /// The name and hash of the document that is attached to it.
    package let document: (name: String, sha256: String)?

    init(
        _ agreement: Agreement, in world: CustomerWorld, on day: CivilDate,
        _ reading: ReadTransaction, withDocument: Bool = false
    ) throws {
        self.agreement = agreement.seen(on: day)
        self.day = day
        standing = try world.standing(of: agreement, on: day, reading)
        document =
            withDocument
            ? try reading.document(of: .agreement(agreement.id)).map { ($0.name, $0.sha256) } : nil
    }
}

/// Which agreements a list keeps.
package struct AgreementFilter: Sendable {
    /// Only agreements with this customer.
    package var customer: Code?
    /// Only agreements of this kind.
    package var kind: Code?
    /// Only agreements in this state.
    package var state: AgreementStanding.State?
    /// Only agreements in force.
    package var inForceOnly = false
    /// Only agreements recorded in error, in place of all other.
    package var voidedOnly = false

    package init() {}

    func keeps(_ document: AgreementDocument) -> Bool {
        document.agreement.isVoided == (voidedOnly || state == .voided)
            && document.agreement.kind.code == kind ?? document.agreement.kind.code
            && document.standing.state == state ?? document.standing.state
            && (!inForceOnly || document.standing.isInForce)
    }
}

extension Registry {
    /// One agreement on a day. Throws `notFound`.
    package func agreement(_ code: Code, asOf day: CivilDate?) throws -> AgreementDocument {
        try read(asOf: day) { reading, day in
            let found = try AgreementWorld(code, reading)
            return try AgreementDocument(
                found.agreement, in: found.world, on: day, reading, withDocument: true)
        }
    }

    /// Hands in the agreements that the filter keeps, on a day, in the order of the codes.
    package func eachAgreement(
        _ filter: AgreementFilter, asOf day: CivilDate?, _ body: (AgreementDocument) throws -> Void
    ) throws {
        try read(asOf: day) { try $0.eachAgreement(filter, on: $1, body) }
    }

    /// Agreements of a kind that are in force, or will be, on another template than the one named.
    package func paper(_ kind: Code, template: String, asOf day: CivilDate?) throws
        -> [AgreementDocument]
    {
        var filter = AgreementFilter()
        filter.kind = kind
        var found: [AgreementDocument] = []
        try eachAgreement(filter, asOf: day) { document in
            let counts = document.standing.isInForce || document.standing.state == .notYetEffective
            if counts, document.agreement.template != template { found.append(document) }
        }
        return found
    }
}

extension ReadTransaction {
    /// Hands in the agreements that the filter keeps, on a day, in the order of the codes.
    func eachAgreement(
        _ filter: AgreementFilter, on day: CivilDate, _ body: (AgreementDocument) throws -> Void
    ) throws {
        _ = try filter.kind.map(agreementKind)
        let customer = try filter.customer.map { try self.customer($0).id }
        for (subject, error) in try bereft(.agreement) {
            note("agreement", subject.name, error)
        }
        for lot in try agreementKeys(of: customer).lots(of: 1_000) {
            let wanted = Set(lot)
            let customers = try customerKeys(ofAgreements: wanted).sorted()
            try worldsWithAgreements(of: customers).flatMap { world in
                try world.agreements.filter { wanted.contains($0.id.rawValue) }.compactMap {
                    item in
                    try sound("agreement", "\(item.code)") {
                        try AgreementDocument(item, in: world, on: day, self)
                    }
                }
            }.filter(filter.keeps).sorted { $0.agreement.code < $1.agreement.code }
                .forEach(body)
        }
    }

    /// The customers of these keys, each with its agreements.
    func customerWorlds(_ keys: Set<Int64>) throws -> [CustomerWorld] {
        let agreements = Dictionary(grouping: try agreements(ofAny: keys), by: \.customer)
        return try customers(keys).map { CustomerWorld($0, agreements: agreements[$0.code] ?? []) }
    }
}

extension Array {
    /// The elements in lots of at most so many, so that memory stays bounded.
    func lots(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
