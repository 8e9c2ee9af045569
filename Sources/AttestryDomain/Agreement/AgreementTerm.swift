/// The span of days that an agreement's term covers (`rules.md` §5).
package struct AgreementTerm: Hashable, Sendable {
    /// The first day.
    package let start: CivilDate
    /// The last day; nil where open.
    package let end: CivilDate?
}

extension AgreementTerm {
    /// The term of so many months that contains a day; the first one for any day before it.
    ///
    /// Each term counts from the effective day, so that a 29 February is not lost for good.
    package init(months: Int, from effective: CivilDate, containing day: CivilDate) {
        func start(of index: Int) -> CivilDate { effective.adding(months: index * months) }
        let (first, asked) = (effective.fields, day.fields)
        let elapsed = (asked.year - first.year) * 12 + asked.month - first.month
        var index = max(0, elapsed / months)
        while index > 0, start(of: index) > day { index -= 1 }
        while start(of: index + 1) <= day { index += 1 }
        self.init(start: start(of: index), end: start(of: index + 1).dayBefore)
    }

    /// The number of days of the shortest term of so many months that begins on this day or
    /// renews from it.
    package static func shortest(months: Int, from effective: CivilDate) -> Int {
        (0..<48).map { index in
            effective.adding(months: index * months)
                .days(until: effective.adding(months: (index + 1) * months))
        }.min() ?? 0
    }
}
