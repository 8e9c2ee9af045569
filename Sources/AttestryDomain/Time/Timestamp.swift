/// An instant in whole seconds UTC; its text form is what is stored, hashed and printed.
package struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    package let secondsSinceEpoch: Int

    /// All seconds of the days that are reckoned with.
    private static let seconds =
        CivilDate.distantPast.dayNumber * 86_400...CivilDate.distantFuture.dayNumber * 86_400

    /// The instant this many seconds after 1970-01-01T00:00:00Z; the first or the last one where
    /// that is too far.
    package init(secondsSinceEpoch: Int) {
        self.secondsSinceEpoch = secondsSinceEpoch.clamped(to: Self.seconds)
    }

    /// The instant written as `YYYY-MM-DDTHH:MM:SSZ`, or nil for any other text.
    package init?(_ text: String) {
        var text = text
        guard let seconds = text.withUTF8({ Self.seconds(UnsafeRawBufferPointer($0)) }) else {
            return nil
        }
        secondsSinceEpoch = seconds
    }

    private static func seconds(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
            let day = CivilDate(bytes: UnsafeRawBufferPointer(rebasing: bytes[..<10])),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        var seconds = 0
        for (start, limit) in [(11, 24), (14, 60), (17, 60)] {
            let (tens, ones) = (Int(bytes[start]) - 48, Int(bytes[start + 1]) - 48)
            guard (0...9).contains(tens), (0...9).contains(ones), tens * 10 + ones < limit else {
                return nil
            }
            seconds = seconds * 60 + tens * 10 + ones
        }
        return day.dayNumber * 86_400 + seconds
    }

    /// The instant this many seconds later (earlier when negative).
    package func adding(seconds: Int) -> Timestamp {
        Timestamp(secondsSinceEpoch: secondsSinceEpoch.plus(seconds))
    }

    /// The civil date at this instant in a zone that lies this many seconds east of UTC.
    package func date(secondsFromUTC offset: Int) -> CivilDate {
        let seconds = adding(seconds: offset).secondsSinceEpoch
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
        let (hours, minutes) = (pad(seconds / 3_600, 2), pad(seconds / 60 % 60, 2))
        return "\(day)T\(hours):\(minutes):\(pad(seconds % 60, 2))Z"
    }
}
