package import AttestryDomain

/// The one place that knows what time it is.
package struct Clock: Sendable {
    /// The present instant, in whole seconds.
    package let now: @Sendable () -> Timestamp
    private let offset: @Sendable (_ zone: String, _ instant: Timestamp) throws -> Int

    /// A clock that reads the time from one function, and from another the seconds east of UTC in
    /// an IANA time zone at an instant; that one throws `invalid` for an unknown zone.
    package init(
        now: @escaping @Sendable () -> Timestamp,
        offset: @escaping @Sendable (_ zone: String, _ instant: Timestamp) throws -> Int
    ) {
        self.now = now
        self.offset = offset
    }

    /// The same clock, standing at an instant.
    func standing(at instant: Timestamp) -> Clock {
        Clock(now: { instant }, offset: offset)
    }

    /// The civil date in this IANA time zone. Throws `invalid` for an unknown zone.
    package func today(in zone: String) throws -> CivilDate {
        try date(of: now(), in: zone)
    }

    /// The civil date at an instant in an IANA time zone. Throws `invalid` for an unknown zone.
    package func date(of instant: Timestamp, in zone: String) throws -> CivilDate {
        instant.date(secondsFromUTC: try offset(zone, instant))
    }

    /// The first instant of a civil day in an IANA time zone, also where its midnight is left out
    /// or comes twice. Throws `invalid` for an unknown zone.
    package func start(of day: CivilDate, in zone: String) throws -> Timestamp {
        let midnight = Timestamp(secondsSinceEpoch: day.dayNumber * 86_400)
        // The offsets a day before and a day after: whatever changes, it changes between them.
        let candidates = try [-86_400, 86_400].map { distance in
            midnight.adding(
                seconds: try offset(zone, midnight.adding(seconds: distance)).negated)
        }.sorted()
        return try candidates.first { try date(of: $0, in: zone) >= day } ?? candidates[1]
    }
}
