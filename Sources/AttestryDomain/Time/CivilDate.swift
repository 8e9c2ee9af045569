/// A day of the proleptic Gregorian calendar, without a time zone (ISO 8601, `rules.md` §1).
///
/// Stored, hashed and printed as `YYYY-MM-DD`, so that text order is date order. Parsing accepts
/// the years 1900 to 2199; arithmetic may leave that range, stays exact as far as `distantPast` and
/// `distantFuture`, and ends there.
package struct CivilDate: Hashable, Sendable {
    /// Days since 1970-01-01; negative before it.
    package let dayNumber: Int

    /// The first day of all, long before what can be recorded.
    package static let distantPast = CivilDate(dayNumber: .min)
    /// The last day of all, long after what can be recorded.
    package static let distantFuture = CivilDate(dayNumber: .max)

    private static let dayNumbers = -1_000_000...1_000_000
    /// The years that lie wholly between the first and the last day.
    private static let years = -767...4_706
    /// More months than lie between the first and the last day.
    private static let months = -100_000...100_000

    /// The day that lies this many days after 1970-01-01; the first or the last one where that is
    /// too far.
    package init(dayNumber: Int) { self.dayNumber = dayNumber.clamped(to: Self.dayNumbers) }

    /// The day of these calendar fields; nil where there is no such day, or not in years that are
    /// reckoned with.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, in: year)).contains(day)
        else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    /// The day written as `YYYY-MM-DD` in the years 1900 to 2199, or nil for any other text.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let day = text.withUTF8({ CivilDate(bytes: UnsafeRawBufferPointer($0)) }) else {
            return nil
        }
        self = day
    }

    /// The day that these bytes write in the same way.
    package init?(bytes: UnsafeRawBufferPointer) {
        var fields = (year: 0, month: 0, day: 0)
        var index = 0
        for byte in bytes {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                let digit = Int(byte) - 48
                switch index {
                case 0..<4: fields.year = fields.year * 10 + digit
                case 5..<7: fields.month = fields.month * 10 + digit
                default: fields.day = fields.day * 10 + digit
                }
            }
            index += 1
            if index > 10 { return nil }
        }
        guard index == 10, (1900...2199).contains(fields.year) else { return nil }
        self.init(year: fields.year, month: fields.month, day: fields.day)
    }

    /// Counts days by shifting the year to start in March, so that the leap day comes last.
    private init(validYear year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(dayNumber: era * 146_097 + dayOfEra - 719_468)
    }

    /// The number of days of a month, 28 to 31.
    package static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }
}

extension CivilDate {
    /// The calendar fields of this day.
    package var fields: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The calendar year.
    package var year: Int { fields.year }

    /// The day this many days later (earlier when negative).
    package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber.plus(days)) }

    /// The day this many days earlier (later when negative).
    package func subtracting(days: Int) -> CivilDate { adding(days: days.negated) }

    /// The day this many months later; the 31st clamps to the month's last day (`rules.md` §1).
    package func adding(months: Int) -> CivilDate {
        let (year, month, day) = fields
        let index = year * 12 + (month - 1) + months.clamped(to: Self.months)
        let newYear = (index >= 0 ? index : index - 11) / 12
        let newMonth = index - newYear * 12 + 1
        let newDay = min(day, Self.length(ofMonth: newMonth, in: newYear))
        return CivilDate(validYear: newYear, month: newMonth, day: newDay)
    }

    /// The day this many months earlier.
    package func subtracting(months: Int) -> CivilDate { adding(months: months.negated) }

    /// Whether another day is this one or one of so many that follow.
    package func isFollowed(by other: CivilDate, within days: Int) -> Bool {
        self <= other && self.days(until: other) <= days
    }

    /// Whole calendar days from this day to the other; negative when the other is earlier.
    package func days(until other: CivilDate) -> Int { other.dayNumber - dayNumber }

    /// The day before.
    package var dayBefore: CivilDate { adding(days: -1) }

    /// The day after.
    package var dayAfter: CivilDate { adding(days: 1) }
}

extension CivilDate: Comparable, CustomStringConvertible {
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        let (year, month, day) = fields
        guard (0...9999).contains(year) else {
            return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2)
        }
        // Written digit by digit: a million rows are a few million dates.
        return String(unsafeUninitializedCapacity: 10) { text in
            func put(_ value: Int, _ width: Int, at place: Int) {
                var rest = value
                for index in (place..<place + width).reversed() {
                    text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
            }
            put(year, 4, at: 0)
            text[4] = UInt8(ascii: "-")
            put(month, 2, at: 5)
            text[7] = UInt8(ascii: "-")
            put(day, 2, at: 8)
            return 10
        }
    }
}

/// A whole number in decimal, padded with zeros to at least this many digits, 20 at most.
package func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    let missing = width.clamped(to: 0...20) - digits.utf8.count
    return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
}

extension CivilDate {
    /// The day of this text. Throws `invalid` naming the field and the form to use.
    package init(_ text: String, field: String) throws {
        guard let date = CivilDate(text) else {
            throw RegistryError.invalid(
                field, text, "a date of the years 1900 to 2199 as YYYY-MM-DD, such as 2026-11-23")
        }
        self = date
    }
}
