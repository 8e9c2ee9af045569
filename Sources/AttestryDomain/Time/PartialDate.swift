/// A date that a source gives to the day, to the month or only to the year.
///
/// It counts from the last day of what is known (`rules.md` §1): `2025-10` is 2025-10-31.
package struct PartialDate: Hashable, Sendable, CustomStringConvertible {
    /// The text as the source gives it: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    package let description: String
    /// The day from which the fact counts.
    package let lastDay: CivilDate

    /// The date written in one of the three forms, or nil for any other text.
    package init?(_ text: String) {
        let full: String? =
            switch text.utf8.count {
            case 10: text
            case 7: text + "-01"
            case 4: text + "-12-01"
            default: nil
            }
        guard let full, let first = CivilDate(full) else { return nil }
        description = text
        lastDay = text.utf8.count == 10 ? first : first.adding(months: 1).dayBefore
    }
}
