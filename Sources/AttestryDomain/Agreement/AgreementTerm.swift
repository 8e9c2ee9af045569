/// The span of days that an agreement's term covers (`rules.md` §5).
package struct AgreementTerm: Hashable, Sendable {
    /// The first day.
    package let start: CivilDate
    /// The last day; nil where open.
    package let end: CivilDate?

    /// Whether it begins after a day.
    func isAfter(_ day: CivilDate) -> Bool { day < start }
}

/// The terms of an agreement that renews itself, one after the other (`rules.md` §5).
///
/// The first has its own length, or a printed end. Each later one counts from the first day, or
/// from the day after the printed end, and never from the one before: a 29 February comes back.
package struct AgreementCourse: Hashable, Sendable {
    private let first: CivilDate
    /// From where the months of the later terms count.
    private let base: CivilDate
    private let monthsBeforeSecond: Int
    private let months: Int

    /// More months than any day lies ahead of another, and no fewer than a term must have.
    private static let possible = 1...100_000

    /// Nil where the terms have no months: it does not renew itself.
    package init?(_ terms: AgreementTerms, from first: CivilDate) {
        guard terms.renewal == .auto, let months = terms.termMonths?.clamped(to: Self.possible)
        else { return nil }
        self.first = first
        self.months = months
        base = terms.endsOn?.dayAfter ?? first
        monthsBeforeSecond =
            terms.endsOn == nil
            ? terms.initialTermMonths?.clamped(to: Self.possible) ?? months : 0
    }

    /// The number, from 1, of the term that contains a day; 1 for any day before the first.
    package func number(on day: CivilDate) -> Int {
        let (from, asked) = (base.fields, day.fields)
        let elapsed = (asked.year - from.year) * 12 + asked.month - from.month - monthsBeforeSecond
        guard elapsed >= 0 else { return 1 }
        // By the months alone it has begun, but perhaps not yet by the day of the month.
        let number = elapsed / months + 2
        return start(of: number) > day ? number - 1 : number
    }

    /// The term that contains a day; the first one for any day before it.
    package func term(on day: CivilDate) -> AgreementTerm { term(number(on: day)) }

    /// The first 48 terms: one of the shortest is among them.
    package var firstTerms: [AgreementTerm] { (1...48).map(term) }

    /// The first day of a term, counted from 1.
    package func start(of number: Int) -> CivilDate {
        number == 1
            ? first : base.adding(months: number.plus(-2).times(months).plus(monthsBeforeSecond))
    }

    private func term(_ number: Int) -> AgreementTerm {
        AgreementTerm(start: start(of: number), end: start(of: number.plus(1)).dayBefore)
    }
}
