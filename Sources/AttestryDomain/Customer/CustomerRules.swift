/// A duty that a customer's data brings and that no agreement in force meets (`rules.md` §5).
package struct Obligation: Hashable, Sendable {
    /// The duty.
    package let duty: AgreementKind.Duty
    /// The first day of the unbroken run of days on which it is unmet.
    package let since: CivilDate
}

/// The rules about one customer and its agreements: which obligations are unmet (`rules.md` §5),
/// and what is watched of it (`rules.md` §7).
package struct CustomerRules: Sendable {
    let customer: Customer
    let agreements: [Agreement]
    let byCode: [Code: Agreement]

    /// The rules for a customer with all its agreements.
    package init(_ customer: Customer, agreements: [Agreement]) {
        self.customer = customer
        self.agreements = agreements
        byCode = Dictionary(agreements.map { ($0.code, $0) }) { first, _ in first }
    }

    /// The obligations unmet on a day, `phi` first.
    package func unmet(on day: CivilDate) -> [Obligation] {
        AgreementKind.Duty.allCases.compactMap { duty in
            guard isOwed(duty), let since = unmetSince(duty, on: day) else { return nil }
            return Obligation(duty: duty, since: since)
        }
    }

    private func isOwed(_ duty: AgreementKind.Duty) -> Bool {
        switch duty {
        case .phi: customer.handlesPHI
        case .personalData: customer.handlesPersonalData
        }
    }

    private func unmetSince(_ duty: AgreementKind.Duty, on day: CivilDate) -> CivilDate? {
        guard let first = customerSince(day) else { return nil }
        let spans = agreements.filter { $0.kind.satisfies == duty }
            .compactMap { AgreementRules($0, successors: byCode).span(asOf: day) }
        if spans.contains(where: { $0.end.map { day <= $0 } ?? true }) { return nil }
        let lastMet = spans.compactMap(\.end).filter { $0 < day }.max()
        return lastMet.map { max(first, $0.dayAfter) } ?? first
    }

    /// The first day of the unbroken run of contracts that contains a day.
    private func customerSince(_ day: CivilDate) -> CivilDate? {
        let contracts = customer.standing
        guard var first = contracts.first(where: { $0.covers(day) })?.sinceOn else { return nil }
        while let earlier = contracts.map(\.sinceOn).filter({ $0 < first }).first(where: { start in
            contracts.contains { $0.sinceOn == start && $0.covers(first.dayBefore) }
        }) {
            first = earlier
        }
        return first
    }
}
