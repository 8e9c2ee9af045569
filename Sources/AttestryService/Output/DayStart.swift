package import AttestryDomain

extension Clock {
    /// The first instant of a civil day in an IANA time zone, also where its midnight is left out
    /// or comes twice. Throws `invalid` for an unknown zone.
    package static func start(of day: CivilDate, in zone: String) throws -> Timestamp {
        let midnight = day.dayNumber * 86_400
        // The offsets a day before and a day after: whatever changes, it changes between them.
        let candidates = try [-86_400, 86_400].map { distance in
            let near = Timestamp(secondsSinceEpoch: midnight + distance)
            return Timestamp(secondsSinceEpoch: midnight - (try offset(of: zone, at: near)))
        }.sorted()
        let first = try candidates.first { instant in
            instant.date(secondsFromUTC: try offset(of: zone, at: instant)) >= day
        }
        return first ?? candidates[1]
    }
}
