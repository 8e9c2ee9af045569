import AttestryDomain

extension Timestamp {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The instant as a Date header holds it (RFC 5322 §3.3).
    var mailDate: String {
        let day = date(secondsFromUTC: 0)
        // 1970-01-01 was a Thursday.
        let weekday = Self.weekdays[((day.dayNumber + 3) % 7 + 7) % 7]
        let (year, month, number) = day.fields
        let clock = description.utf8.dropFirst(11).prefix(8)
        return "\(weekday), \(number) \(Self.months[month - 1]) \(year) \(Substring(clock)) +0000"
    }

    /// The instant that HTTP writes as `Wed, 25 Nov 2026 06:30:00 GMT` (RFC 9110 §5.6.7); nil for
    /// any other text.
    init?(mailDate text: String) {
        let words = text.parts(at: " ").filter { !$0.isEmpty }
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]),
            let month = Self.months.firstIndex(of: words[2])
        else { return nil }
        self.init("\(words[3])-\(pad(month + 1, 2))-\(pad(day, 2))T\(words[4])Z")
    }
}
