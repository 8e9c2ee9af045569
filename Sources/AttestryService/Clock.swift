package import AttestryDomain
import Glibc
import Synchronization

/// The one place that knows what time it is.
package struct Clock: Sendable {
    /// The present instant, in whole seconds.
    package let now: @Sendable () -> Timestamp

    /// A clock that reads the time from this function.
    package init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// The machine's clock.
    package static let system = Clock { Timestamp(secondsSinceEpoch: time(nil)) }

    /// The civil date in this IANA time zone. Throws `invalid` where the machine does not know the
    /// zone: falling back to another would shift every date by a day.
    package func today(in zone: String) throws -> CivilDate {
        let now = now()
        return now.date(secondsFromUTC: try Self.offset(of: zone, at: now))
    }

    /// Seconds east of UTC in a zone at an instant. Throws `invalid` for an unknown zone.
    package static func offset(of zone: String, at instant: Timestamp) throws -> Int {
        if zone == "UTC" { return 0 }
        guard isKnown(zone) else {
            throw RegistryError(
                .invalid, "time_zone: '\(zone.abbreviated)' is not known to this machine",
                hint: "give an IANA name such as Europe/Berlin; Debian's package is tzdata",
                field: "time_zone")
        }
        return environment.withLock { _ in
            let before = getenv("TZ").map { String(cString: $0) }
            setenv("TZ", ":" + zone, 1)
            tzset()
            defer {
                if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
                tzset()
            }
            var seconds = time_t(instant.secondsSinceEpoch)
            var fields = tm()
            localtime_r(&seconds, &fields)
            return fields.tm_gmtoff
        }
    }

    /// The C library takes an unknown zone for UTC without a word, so the file is looked for first.
    private static func isKnown(_ zone: String) -> Bool {
        let isName = zone.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || "/_+-".utf8.contains($0)
        }
        var status = stat()
        return isName && !zone.hasPrefix("/") && zone.utf8.count <= 64
            && stat("/usr/share/zoneinfo/" + zone, &status) == 0
            && status.st_mode & S_IFMT == S_IFREG
    }

    /// The C library reads the zone from the process's environment, one reader at a time.
    private static let environment = Mutex(())
}
