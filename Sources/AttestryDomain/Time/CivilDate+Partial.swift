extension CivilDate {
    /// The last day of what a source gives to the day, to the month or only to the year
    /// (`rules.md` §1): `2025-10` is 2025-10-31. Nil for any other text.
    package init?(lastOf text: String) {
        let rest = [10: "", 7: "-01", 4: "-12-01"][text.utf8.count]
        guard let rest, let first = CivilDate(text + rest) else { return nil }
        self = rest.isEmpty ? first : first.adding(months: 1).dayBefore
    }
}
