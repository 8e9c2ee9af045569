import AttestryDomain
import AttestryStorage

/// A customer with everything its agreements and obligations are judged by.
struct CustomerWorld {
    let customer: Customer
    let agreements: [Agreement]
    private let byCode: [Code: Agreement]

    init(_ customer: Customer, _ reading: ReadTransaction, kinds: [AgreementKind]? = nil) throws {
        self.init(customer, agreements: try reading.agreements(of: customer.id, kinds: kinds))
    }

    init(_ customer: Customer, agreements: [Agreement]) {
        self.customer = customer
        self.agreements = agreements
        byCode = Dictionary(agreements.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    }

    /// The standing of an agreement on a day; the ledger is asked only where survival counts from
    /// the releases.
    func standing(of agreement: Agreement, on day: CivilDate, _ reading: ReadTransaction) throws
        -> AgreementStanding
    {
        var last: CivilDate?
        if agreement.survivalBasis == .disclosure {
            last = try reading.lastRelease(reliedOn: agreement.id, by: day)
        }
        return AgreementRules(agreement, successors: byCode).standing(on: day, lastRelease: last)
    }

    /// The agreements as the gate sees them on a day.
    func gateAgreements(on day: CivilDate) -> [GateAgreement] {
        agreements.map { agreement in
            GateAgreement(
                code: agreement.code, countsAsNDA: agreement.kind.countsAsNDA,
                state: AgreementRules(agreement, successors: byCode).standing(on: day).state,
                effectiveOn: agreement.effectiveOn)
        }
    }

    func agreement(_ code: Code?) -> Agreement? { code.flatMap { byCode[$0] } }
}

/// An agreement with its customer and that customer's other agreements.
struct AgreementWorld {
    let agreement: Agreement
    let world: CustomerWorld

    /// Throws `notFound` where there is no such agreement.
    init(_ code: Code, _ reading: ReadTransaction) throws {
        let code = try reading.current(code, of: .agreement)
        let customer = try reading.customer(reading.customerOfAgreement(code))
        world = try CustomerWorld(customer, reading)
        guard let agreement = world.agreement(code) else {
            throw RegistryError(.damaged, "agreement '\(code)' has no customer")
        }
        self.agreement = agreement
    }

    /// The agreement that may take this one's place. Throws where it is with another customer.
    func successor(_ code: Code) throws -> Agreement {
        guard code != agreement.code else {
            throw RegistryError(
                .invalid, "by: '\(code)' cannot supersede itself", hint: "name the newer agreement",
                field: "by")
        }
        guard let successor = world.agreement(code) else {
            throw RegistryError(
                .notFound, "by: \(agreement.customer) has no agreement '\(code)'",
                hint: world.agreements.map(\.code.description).nearest(to: code.description).first
                    .map { "did you mean \($0)?" }
                    ?? "attestry agreement add \(agreement.customer) \(agreement.kind.code) "
                    + "records it", field: "by")
        }
        guard !successor.isVoided else {
            throw RegistryError(
                .invalid, "by: '\(code)' was voided", hint: "name another agreement", field: "by")
        }
        if let line = AgreementEventRules.succession(
            from: code, to: agreement.code, among: world.agreements)
        {
            let steps = zip(line, line.dropFirst()).map { "\($0) by \($1)" }
            throw RegistryError(
                .conflict, "by: '\(code)' is superseded itself: \(steps.joined(separator: ", "))",
                hint: "where that was recorded in error: attestry agreement void-event \(code) "
                    + "superseded --on DATE --reason TEXT",
                field: "by")
        }
        return successor
    }
}
