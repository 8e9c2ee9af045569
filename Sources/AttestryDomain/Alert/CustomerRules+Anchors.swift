extension CustomerRules {
    /// What is watched of an agreement on a day: its end, or the deadline for notice of the current
    /// term.
    package func watched(_ agreement: Agreement, on day: CivilDate) -> Watched {
        let standing = AgreementRules(agreement, successors: byCode).standing(on: day)
        return Watched(
            AlertSubject(
                .agreement, key: agreement.id.rawValue, name: agreement.code.description),
            title: "\(agreement.code) (\(agreement.kind.title), \(customer.name))",
            owner: customer.owner,
            target: Ladders.Target(agreement, isFormer: customer.status(on: day) == .former),
            anchors: [anchor(of: agreement, standing, on: day)].compactMap(\.self),
            isInForce: standing.isInForce,
            sources: [
                .agreement(agreement.code), .customer(customer.code),
                .agreementKind(agreement.kind.code),
            ],
            silence: "it is \(standing.state.rawValue), and no end or deadline lies ahead")
    }

    /// The obligations that are unmet on a day.
    package func watchedObligations(on day: CivilDate) -> Watched {
        let anchors = unmet(on: day).map {
            obligation in
            let recorded =
                agreements.filter { $0.kind.satisfies == obligation.duty }
                .flatMap(\.events).map(\.recordedOn) + customer.standing.map(\.recordedOn)
            return Anchor(
                obligation.duty.anchor, on: obligation.since,
                recordedOn: recorded.reduce(customer.recordedOn, max),
                fact: obligation.duty.fact(since: obligation.since))
        }
        return Watched(
            AlertSubject(.customer, key: customer.id.rawValue, name: customer.code.description),
            title: "\(customer.code) (\(customer.name))", owner: customer.owner, anchors: anchors,
            sources: [.customer(customer.code)], silence: "no obligation of it is unmet")
    }

    /// The days up to one on which the anchors may become others: nothing changes between.
    package func turns(until last: CivilDate) -> Set<CivilDate> {
        var turns = Set(customer.standing.flatMap { [$0.sinceOn, $0.untilOn?.dayAfter] })
        for agreement in agreements {
            turns.formUnion(agreement.events.flatMap { [$0.occurredOn, $0.occurredOn.dayAfter] })
            turns.formUnion([agreement.effectiveOn, agreement.endsOn?.dayAfter])
            guard let course = agreement.course else { continue }
            turns.formUnion((1...course.number(on: last)).map { course.start(of: $0 + 1) })
        }
        return Set(turns.compactMap(\.self))
    }

    private func anchor(of agreement: Agreement, _ standing: AgreementStanding, on day: CivilDate)
        -> Anchor?
    {
        guard standing.isInForce || standing.state == .notYetEffective || standing.state == .expired
        else { return nil }
        let recorded = agreement.standing.map(\.recordedOn).max() ?? agreement.recordedOn
        if let deadline = standing.noticeDeadline {
            return Anchor(
                .noticeDeadline, on: deadline, recordedOn: recorded, goesOverdue: false,
                ordinal: agreement.course?.number(on: day) ?? 1,
                fact: "notice must be given by \(deadline)")
        }
        guard let end = standing.termEnd, agreement.isBounded,
            !isFollowed(agreement, end: end, by: day)
        else { return nil }
        return Anchor(
            .agreementEnd, on: end, recordedOn: recorded,
            leavesUnmet: leavesUnmet(agreement, on: end.dayAfter),
            fact: "the agreement ends on \(end)")
    }

    /// Whether the duty that an agreement meets is unmet on a day.
    private func leavesUnmet(_ agreement: Agreement, on day: CivilDate) -> Bool {
        guard let duty = agreement.kind.satisfies else { return false }
        return unmet(on: day).contains { $0.duty == duty }
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
    fileprivate var isBounded: Bool { terms.renewal != .auto || first(.terminated) != nil }

    /// Its terms, where it renews itself from a day that is known.
    fileprivate var course: AgreementCourse? {
        terms.effectiveOn.flatMap { AgreementCourse(terms, from: $0) }
    }
}

extension AgreementKind.Duty {
    /// The anchor of the duty while it is unmet.
    package var anchor: AnchorName.Kind {
        switch self {
        case .phi: .phiWithoutBAA
        case .personalData: .personalDataWithoutDPA
        }
    }

    /// What is wrong while it is unmet.
    package func fact(since day: CivilDate) -> String {
        switch self {
        case .phi: "handles protected health information without a BAA since \(day)"
        case .personalData: "handles personal data without a DPA since \(day)"
        }
    }
}
