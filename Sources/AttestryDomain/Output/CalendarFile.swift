/// A day in a calendar: something that lasts the whole day and keeps nobody busy.
package struct CalendarEvent: Hashable, Sendable {
    /// What tells it from every other event anywhere, and stays when its day moves.
    package let uid: String
    /// The day.
    package let on: CivilDate
    /// What a grid of days has room for.
    package let summary: String
    /// What there is to know about it.
    package let description: String
    /// The words it may be sorted by.
    package let categories: [String]
    /// When what it says was last changed.
    package let changedAt: Timestamp
    /// How often that was, not counting the first time.
    package let sequence: Int

    package init(
        uid: String, on: CivilDate, summary: String, description: String, categories: [String],
        changedAt: Timestamp, sequence: Int
    ) {
        self.uid = uid
        self.on = on
        self.summary = summary
        self.description = description
        self.categories = categories
        self.changedAt = changedAt
        self.sequence = sequence
    }
}

/// A calendar to subscribe to (RFC 5545, RFC 7986).
package struct CalendarFile: Hashable, Sendable {
    /// How a client should ask again: twice a day, as nothing changes faster.
    private static let refresh = "PT12H"

    /// What a client shows as its name.
    package let name: String
    /// Its events, by day.
    package let events: [CalendarEvent]

    /// A calendar of these events.
    package init(name: String, events: [CalendarEvent]) {
        self.name = name
        self.events = events.sorted { ($0.on, $0.uid) < ($1.on, $1.uid) }
    }

    /// The file: content lines that end with CR LF, folded at 75 octets.
    package var bytes: [UInt8] {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Attestry//Attestry//EN",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:\(name.calendarText)",
            "X-WR-CALNAME:\(name.calendarText)", "REFRESH-INTERVAL;VALUE=DURATION:\(Self.refresh)",
            "X-PUBLISHED-TTL:\(Self.refresh)",
        ]
        let lines = head + events.flatMap(\.contentLines) + ["END:VCALENDAR"]
        return lines.flatMap(\.folded)
    }
}

extension CalendarEvent {
    fileprivate var contentLines: [String] {
        [
            "BEGIN:VEVENT", "UID:\(uid.calendarText)", "DTSTAMP:\(changedAt.calendarForm)",
            "LAST-MODIFIED:\(changedAt.calendarForm)", "SEQUENCE:\(sequence)",
            "DTSTART;VALUE=DATE:\(on.calendarForm)", "TRANSP:TRANSPARENT",
            "CATEGORIES:\(categories.map(\.calendarText).joined(separator: ","))",
            "SUMMARY:\(summary.calendarText)", "DESCRIPTION:\(description.calendarText)",
            "END:VEVENT",
        ]
    }
}

extension CivilDate {
    /// `YYYYMMDD`.
    fileprivate var calendarForm: String { String(description.unicodeScalars.filter { $0 != "-" }) }
}

extension Timestamp {
    /// `YYYYMMDDTHHMMSSZ`.
    fileprivate var calendarForm: String {
        String(description.unicodeScalars.filter { $0 != "-" && $0 != ":" })
    }
}

extension String {
    fileprivate var calendarText: String { Syntax.calendar.escaped(plainLines) }

    /// The line in pieces of at most 75 octets, each after the first begun by a space (RFC 5545,
    /// 3.1); no character is cut.
    fileprivate var folded: [UInt8] {
        let line = Array(utf8)
        var bytes: [UInt8] = []
        var start = 0
        while start < line.count {
            if start > 0 { bytes += "\r\n ".utf8 }
            var end = min(line.count, start + (start == 0 ? 75 : 74))
            // A byte that goes on with a character is 10xxxxxx.
            while end < line.count, line[end] & 0xC0 == 0x80 { end -= 1 }
            bytes += line[start..<end]
            start = end
        }
        return bytes + "\r\n".utf8
    }
}
