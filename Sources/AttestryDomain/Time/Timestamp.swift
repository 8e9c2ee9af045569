/// An instant in whole seconds UTC; its text form is what is stored, hashed and printed.
package struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    package let secondsSinceEpoch: Int

    /// The instant this many seconds after 1970-01-01T00:00:00Z.
    package init(secondsSinceEpoch: Int) { self.secondsSinceEpoch = secondsSinceEpoch }

    /// The instant written as `YYYY-MM-DDTHH:MM:SSZ`, or nil for any other text.
    package init?(_ text: String) {
        guard text.utf8.count == 20, text.hasSuffix("Z") else { return nil }
        let halves = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, let date = CivilDate(halves[0]) else { return nil }
        let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3,
            parts.allSatisfy({ part in
                part.utf8.count == 2 && part.utf8.allSatisfy { (48...57).contains($0) }
            }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), let second = Int(parts[2]),
            hour < 24, minute < 60, second < 60
        else { return nil }
        secondsSinceEpoch = date.dayNumber * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// The civil date at this instant in a zone that lies this many seconds east of UTC.
    package func date(secondsFromUTC offset: Int) -> CivilDate {
        let seconds = secondsSinceEpoch + offset
        return CivilDate(dayNumber: (seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
    }
}

extension Timestamp: Comparable, CustomStringConvertible {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`.
    package var description: String {
        let day = date(secondsFromUTC: 0)
        let seconds = secondsSinceEpoch - day.dayNumber * 86_400
        let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { pad($0, 2) }
        return "\(day)T\(clock.joined(separator: ":"))Z"
    }
}
