/// What may be recorded as happening to an agreement, in every way of recording (`rules.md` §5).
package enum AgreementEventRules {
    /// Throws `conflict` where it cannot have happened on that day: signed twice, ended before it
    /// was signed. `field` is where the day was given.
    package static func check(
        _ kind: AgreementEvent.Kind, on day: CivilDate, to agreement: Agreement, today: CivilDate,
        field: String = "on"
    ) throws {
        func refuse(_ why: String, _ hint: String) -> RegistryError {
            RegistryError(.conflict, "\(agreement.code) \(why)", hint: hint, field: field)
        }
        func refuse(_ why: String, void kind: AgreementEvent.Kind, on day: CivilDate)
            -> RegistryError
        {
            refuse(
                why,
                "where that was recorded in error: attestry agreement void-event "
                    + "\(agreement.code) \(kind.rawValue) --on \(day) --reason TEXT")
        }
        if agreement.isVoided { throw refuse("was voided", "record the agreement anew") }
        if kind != .terminated {
            try RegistryError.check(
                Problem.future(field, day, by: today, hint: "record it when it has happened"))
        }
        let isKnown = agreement.standing.contains { $0.kind == kind && $0.occurredOn == day }
        if isKnown, [.drafted, .sent, .negotiating, .declined].contains(kind) {
            throw refuse("says the same already: \(kind.rawValue) on \(day)", void: kind, on: day)
        }
        let (signed, ended) = (agreement.executedOn, agreement.first(.terminated)?.occurredOn)
        switch kind {
        case .drafted, .sent, .negotiating, .declined, .executed:
            if let signed {
                throw refuse("was executed on \(signed)", void: .executed, on: signed)
            }
            if kind == .executed, let ended, ended < day {
                throw refuse(
                    "is terminated on \(ended), before \(day)", void: .terminated, on: ended)
            }
        case .terminated:
            guard let signed else {
                throw refuse("was never executed", "the signature comes first")
            }
            guard signed <= day else {
                throw refuse("was executed on \(signed), after \(day)", "give a later day")
            }
            if let ended {
                throw refuse("is terminated on \(ended) already", void: .terminated, on: ended)
            }
        case .superseded:
            guard signed != nil else {
                throw refuse("was never executed", "the signature comes first")
            }
        case .voided: break
        }
    }

    /// Throws `conflict` where another agreement of these says the same (`rules.md` §5, Twins).
    package static func refuseTwin(of agreement: Agreement, among agreements: [Agreement]) throws {
        guard let twin = agreements.first(where: agreement.isTwin) else { return }
        throw RegistryError(
            .conflict, "\(twin.code) says the same already",
            hint: "where that was recorded in error: attestry agreement void \(twin.code) "
                + "--reason TEXT")
    }

    /// The agreements that follow each other from the first to the last as it was recorded, both
    /// included; nil where the last does not follow the first.
    ///
    /// What a voided agreement says counts: its void may be taken back, which must not close a
    /// circle.
    package static func succession(
        from first: Code, to last: Code, among agreements: [Agreement]
    ) -> [Code]? {
        let byCode = Dictionary(agreements.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        var lines: [(end: Code, codes: [Code])] = [(first, [first])]
        var seen: Set<Code> = [first]
        while let line = lines.popLast() {
            if line.end == last { return line.codes }
            for next in (byCode[line.end]?.standing ?? []).compactMap(\.successor)
            where seen.insert(next).inserted {
                lines.append((next, line.codes + [next]))
            }
        }
        return nil
    }
}
