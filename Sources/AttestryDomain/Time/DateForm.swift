/// The order in which a sheet writes the day, the month and the year of a date (`cli.md`, import).
package enum DateForm: String, Sendable, CaseIterable {
    case dmy, mdy, ymd

    /// The order in words.
    package var words: String {
        switch self {
        case .dmy: "day/month/year"
        case .mdy: "month/day/year"
        case .ymd: "year/month/day"
        }
    }

    /// The day that a text writes in this order, with a year of four digits; nil for any other
    /// text. Between the numbers stand `/`, `.`, `-`, a blank, or the signs of a Japanese date.
    package func day(_ text: String) -> CivilDate? {
        let numbers = Self.numbers(in: text)
        guard numbers.count == 3 else { return nil }
        let fields = numbers.map { Int($0) ?? 0 }
        let (year, month, day) =
            switch self {
            case .dmy: (2, 1, 0)
            case .mdy: (2, 0, 1)
            case .ymd: (0, 1, 2)
            }
        guard numbers[year].utf8.count == 4, (1900...2199).contains(fields[year]),
            numbers[month].utf8.count <= 2, numbers[day].utf8.count <= 2
        else { return nil }
        return CivilDate(year: fields[year], month: fields[month], day: fields[day])
    }

    /// The orders in which a text is a date.
    package static func forms(of text: String) -> [DateForm] {
        allCases.filter { $0.day(text) != nil }
    }

    /// Whether a text would be a date if its year had four digits.
    package static func hasShortYear(_ text: String) -> Bool {
        let numbers = numbers(in: text)
        return numbers.count == 3 && numbers.allSatisfy { $0.utf8.count <= 2 }
    }

    /// The first day of the two counts of days that spreadsheets keep (ECMA-376 18.17.4.1), and the
    /// days that a serial number is in them; nil where a text is no such number of these decades.
    package static func days(ofSerial text: String) -> (from1900: CivilDate, from1904: CivilDate)? {
        guard text.utf8.count == 5, let serial = Int(text), (20_000...80_000).contains(serial),
            let first = CivilDate(year: 1899, month: 12, day: 30),
            let other = CivilDate(year: 1904, month: 1, day: 1)
        else { return nil }
        return (first.adding(days: serial), other.adding(days: serial))
    }

    /// The numbers of a date; none where something else stands in it.
    private static func numbers(in text: String) -> [String] {
        guard text.utf8.count <= 24 else { return [] }
        let marks = "/.- 年月日".unicodeScalars
        guard
            text.unicodeScalars.allSatisfy({
                (0x30...0x39).contains($0.value) || marks.contains($0)
            })
        else { return [] }
        return text.unicodeScalars.split { marks.contains($0) }.map { String($0) }
    }
}
