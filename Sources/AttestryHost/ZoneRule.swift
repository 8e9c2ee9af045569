import AttestryDomain

/// How a zone goes on after its last recorded change (POSIX.1 `TZ`, with the longer hours of
/// RFC 9636 §3.3.1), such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule {
    private let standard: Int
    private let summer: (offset: Int, from: Moment, until: Moment)?

    /// The rule that a text holds; nil where it holds none.
    init?(_ text: ArraySlice<UInt8>) {
        let parts = text.split(separator: UInt8(ascii: ","))
        guard var rest = parts.first, let west = Self.popZone(&rest) else { return nil }
        standard = -west
        guard !rest.isEmpty else {
            summer = nil
            return
        }
        guard let ahead = Self.popZone(&rest, default: west - 3_600), parts.count == 3,
            let from = Moment(parts[1]), let until = Moment(parts[2])
        else { return nil }
        summer = (-ahead, from, until)
    }

    /// Seconds east of UTC at an instant.
    func offset(at instant: Int) -> Int {
        guard let summer else { return standard }
        let year = Timestamp(secondsSinceEpoch: instant).date(secondsFromUTC: standard).year
        let from = summer.from.seconds(in: year) - standard
        let until = summer.until.seconds(in: year) - summer.offset
        let isSummer =
            from < until
            ? from <= instant && instant < until : !(until <= instant && instant < from)
        return isSummer ? summer.offset : standard
    }

    /// Takes a zone's name and how far west of UTC it lies from the front.
    private static func popZone(_ rest: inout ArraySlice<UInt8>, default: Int? = nil) -> Int? {
        let isQuoted = rest.first == UInt8(ascii: "<")
        let name = rest.prefix { isQuoted ? $0 != UInt8(ascii: ">") : $0 >= UInt8(ascii: "A") }
        rest = rest.dropFirst(name.count + (isQuoted ? 1 : 0))
        return name.count < 3 ? nil : rest.isEmpty ? `default` : popTime(&rest)
    }

    /// Takes hours, and minutes and seconds where there are such, from the front.
    private static func popTime(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let sign = rest.prefix { "+-".utf8.contains($0) }
        let text = rest.dropFirst(sign.count).prefix { (0x30...0x3A).contains($0) }
        rest = rest.dropFirst(sign.count + text.count)
        let parts = numbers(text, UInt8(ascii: ":"))
        guard (1...3).contains(parts.count), sign.count < 2 else { return nil }
        let seconds = zip(parts, [3_600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        return sign.first == UInt8(ascii: "-") ? -seconds : seconds
    }

    private static func numbers(_ text: ArraySlice<UInt8>, _ mark: UInt8) -> [Int] {
        text.split(separator: mark).compactMap { part in
            part.count > 4 ? nil : Int(String(decoding: part, as: UTF8.self))
        }
    }

    /// When the clocks change, each year anew: on a weekday (0 is Sunday) of a month's first,
    /// second … or last (5) week. No zone names its days otherwise.
    private struct Moment {
        private let (month, week, weekday): (Int, Int, Int)
        private let time: Int

        init?(_ text: ArraySlice<UInt8>) {
            let parts = text.split(separator: UInt8(ascii: "/"))
            guard let day = parts.first, day.first == UInt8(ascii: "M"), parts.count <= 2 else {
                return nil
            }
            let numbers = ZoneRule.numbers(day.dropFirst(), UInt8(ascii: "."))
            var rest = parts.count == 2 ? parts[1] : Array("2".utf8)[...]
            guard numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]),
                (0...6).contains(numbers[2]), let time = ZoneRule.popTime(&rest)
            else { return nil }
            (month, week, weekday, self.time) = (numbers[0], numbers[1], numbers[2], time)
        }

        /// Seconds since 1970 on the clocks of that day.
        func seconds(in year: Int) -> Int {
            let start = CivilDate(year: year, month: month, day: 1)?.dayNumber ?? 0
            // 1970-01-01 was a Thursday.
            let ahead = ((weekday - start - 4) % 7 + 7) % 7
            let last = CivilDate.length(ofMonth: month, in: year) - 1
            let day = start + min(ahead + 7 * (week - 1), ahead + (last - ahead) / 7 * 7)
            return day * 86_400 + time
        }
    }
}
