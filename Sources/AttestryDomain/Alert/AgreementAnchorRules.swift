/// The anchors of agreements and of the obligations of their customers (`rules.md` §7).
package struct AgreementAnchorRules: Sendable {
    private let customer: Customer
    private let agreements: [Agreement]
    private let byCode: [Code: Agreement]

    /// The rules for a customer with all its agreements.
    package init(_ customer: Customer, agreements: [Agreement]) {
        self.customer = customer
        self.agreements = agreements
        byCode = Dictionary(agreements.map { ($0.code, $0) }) { first, _ in first }
    }

    /// The anchor of an agreement: the end, or the deadline for notice of the current term.
    package func anchor(of agreement: Agreement, on day: CivilDate) -> Anchor? {
        let standing = AgreementRules(agreement, successors: byCode).standing(on: day)
        guard standing.isInForce || standing.state == .notYetEffective || standing.state == .expired
        else { return nil }
        let recorded = agreement.standing.map(\.recordedOn).max() ?? agreement.recordedOn
        if let deadline = standing.noticeDeadline {
            return Anchor(
                name: Anchor.Name.noticeDeadline, on: deadline, recordedOn: recorded,
                goesOverdue: false, fact: "notice must be given by \(deadline)")
        }
        guard let end = standing.termEnd, agreement.isBounded,
            !isFollowed(agreement, end: end, by: day)
        else { return nil }
        return Anchor(
            name: Anchor.Name.agreementEnd, on: end, recordedOn: recorded,
            fact: "the agreement ends on \(end)")
    }

    /// The anchors of the obligations that are unmet on a day.
    package func obligationAnchors(on day: CivilDate) -> [Anchor] {
        ObligationRules(customer, agreements: agreements).unmet(on: day).map { obligation in
            let recorded = agreements.filter { $0.kind.satisfies == obligation.duty }
                .flatMap(\.events).map(\.recordedOn).max()
            return Anchor(
                name: obligation.duty.rule, on: obligation.since,
                recordedOn: max(customer.recordedOn, recorded ?? customer.recordedOn),
                fact: obligation.duty.fact(since: obligation.since))
        }
    }

    /// Whether another agreement of the kind takes over the day after the end, so that nobody
    /// needs to be warned of it.
    private func isFollowed(_ agreement: Agreement, end: CivilDate, by day: CivilDate) -> Bool {
        let next = max(end.dayAfter, day)
        return agreements.contains { other in
            guard other.code != agreement.code, other.kind.code == agreement.kind.code,
                let span = AgreementRules(other, successors: byCode).span(asOf: next)
            else { return false }
            return span.end.map { next <= $0 } ?? true
        }
    }
}

extension Agreement {
    /// Whether it has an end that somebody has to think of.
    fileprivate var isBounded: Bool {
        if case .auto = renewal { return first(.terminated) != nil }
        return true
    }
}

extension AgreementKind.Duty {
    /// What is wrong while it is unmet.
    package func fact(since day: CivilDate) -> String {
        switch self {
        case .phi: "handles protected health information without a BAA since \(day)"
        case .personalData: "handles personal data without a DPA since \(day)"
        }
    }
}
