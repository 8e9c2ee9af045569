extension CivilDate {
    /// The day that a person typed: `YYYY-MM-DD`, `today`, `yesterday`, or so many days from today
    /// as `+30` or `-30`. Throws `invalid` naming the field and what it takes.
    package init(typed text: String, field: String, today: () throws -> CivilDate) throws {
        if let date = CivilDate(text) {
            self = date
            return
        }
        let sign = text.utf8.first
        let isCount = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        let days = ["today": 0, "yesterday": -1][text] ?? (isCount ? Int(text) : nil)
        guard let days, (-36_500...36_500).contains(days) else {
            throw RegistryError.invalid(
                field, text,
                "a date of the years 1900 to 2199 as YYYY-MM-DD, such as 2026-11-23, or today, "
                    + "yesterday, +30")
        }
        self = try today().adding(days: days)
    }
}
