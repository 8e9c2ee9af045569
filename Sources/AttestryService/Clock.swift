package import AttestryDomain
import Foundation

/// The one place that knows what time it is.
package struct Clock: Sendable {
  /// The present instant, in whole seconds.
  package let now: @Sendable () -> Timestamp

  /// A clock that reads the time from this function.
  package init(now: @escaping @Sendable () -> Timestamp) {
    self.now = now
  }

  /// The machine's clock.
  package static let system = Clock {
    Timestamp(secondsSinceEpoch: Int(Date().timeIntervalSince1970.rounded(.down)))
  }

  /// The civil date in this IANA time zone. Throws `invalid` where the machine does not know the zone:
  /// falling back to another would shift every date by a day.
  package func today(in zone: String) throws -> CivilDate {
    let now = now()
    return now.date(secondsFromUTC: try Self.offset(of: zone, at: now))
  }

  /// Seconds east of UTC in a zone at an instant. Throws `invalid` for an unknown zone.
  package static func offset(of zone: String, at instant: Timestamp) throws -> Int {
    if zone == "UTC" { return 0 }
    guard let found = TimeZone(identifier: zone) else {
      throw RegistryError(
        .invalid, "time_zone: '\(zone.abbreviated)' is not known to this machine",
        hint: "give an IANA name such as Europe/Berlin; Debian's package is tzdata",
        field: "time_zone")
    }
    let date = Date(timeIntervalSince1970: TimeInterval(instant.secondsSinceEpoch))
    return found.secondsFromGMT(for: date)
  }
}
