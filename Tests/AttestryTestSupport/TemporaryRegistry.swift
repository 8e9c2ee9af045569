package import AttestryDomain
import AttestryHost
package import AttestryService
package import AttestryStorage
import Foundation
import Synchronization

/// A real registry in a directory of its own, with a clock that stands where the test puts it.
package final class TemporaryRegistry: Sendable {
    /// Where the file lies.
    package let path: String
    private let now: Mutex<Int>
    private let directory: URL

    /// Makes a registry in UTC whose day is the one given.
    package init(
        on day: String, owner: String? = "owner@example.com", escalation: String? = nil,
        zone: String = "UTC"
    ) throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "attestry-\(UUID().uuidString)")
        path = directory.appending(path: "registry.db").path
        now = Mutex(Self.noon(day))
        let file = try NewFile(namedAt: path, advice: "")
        try Registry.create(
            at: file.path,
            settings: Settings(
                organization: "Example Software", timeZone: zone, owner: owner,
                escalation: escalation, catalogueVersion: 0),
            clock: clock, author: .test)
        try file.publish()
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    /// The registry, opened anew.
    package func open() throws -> Registry {
        try Registry(opening: path, clock: clock)
    }

    /// The file, opened below the use cases.
    package func store() throws -> Store {
        try Store(opening: path)
    }

    /// Puts the clock on noon of a day.
    package func turn(to day: String) {
        now.withLock { $0 = Self.noon(day) }
    }

    /// Puts the clock on an instant, in seconds since 1970 in UTC.
    package func turn(toSecond second: Int) {
        now.withLock { $0 = second }
    }

    /// A clock that reads what `turn(to:)` has set.
    package var clock: Clock {
        Clock(
            now: { [self] in Timestamp(secondsSinceEpoch: now.withLock { $0 }) },
            offset: Zone.offset)
    }

    private static func noon(_ day: String) -> Int {
        (CivilDate(day)?.dayNumber ?? 0) * 86_400 + 43_200
    }
}

extension Registry {
    /// The entries of the log as scripts read them, oldest first.
    package func log(about subject: String?, newest limit: Int?) throws -> [JSONValue] {
        var entries: [JSONValue] = []
        var query = EntryQuery()
        (query.subject, query.newest) = (subject, limit)
        try eachEntry(query) {
            entries.append(JSONValue($0, Registry.logColumns))
        }
        return entries
    }
}

extension Author {
    /// Who acts in tests.
    package static let test = Author(actor: "tester", reason: "a test")
}

/// The day written out in a test; a slip there shows as 1970-01-01.
package func day(_ text: String) -> CivilDate {
    CivilDate(text) ?? CivilDate(dayNumber: 0)
}
