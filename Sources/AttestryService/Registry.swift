package import AttestryDomain
package import AttestryStorage
import Synchronization

/// Who acts: the operating system's user, for whom, and why.
package struct Author: Sendable {
    /// The operating system's user.
    package let actor: String
    /// The person for whom it is done.
    package let onBehalfOf: String?
    /// Why, in the user's words.
    package let reason: String?
    /// Whether the person vouches for the clock, though it went back or far ahead.
    package let acceptsClock: Bool

    package init(
        actor: String, onBehalfOf: String? = nil, reason: String? = nil, acceptsClock: Bool = false
    ) {
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.reason = reason
        self.acceptsClock = acceptsClock
    }

    fileprivate func change(_ action: String, at time: Timestamp) -> Change {
        Change(
            time: time, actor: actor, onBehalfOf: onBehalfOf, action: action, reason: reason,
            acceptsClock: acceptsClock)
    }
}

/// What keeps a registry as it was before it is brought up to date.
package typealias FormerFile = AttestryStorage.FormerFile

/// An open registry together with the clock it is read by; the use cases extend it, one a verb.
package struct Registry: Sendable {
    package let store: Store
    package let clock: Clock
    private let commits = Commits()

    /// Where the registry's file lies.
    package var path: String { store.path }

    /// Whether something was recorded since it was opened.
    package var hasRecorded: Bool { commits.any.load(ordering: .relaxed) }

    /// Why what is recorded may not last; nil where the disk complained of nothing.
    package var doubt: RegistryError? { store.doubt }

    /// Opens an existing registry and brings its schema, of which a copy is kept before where there
    /// is a way to make its file, and the program's own part of the catalogue up to date. Throws as
    /// `Store` does.
    package init(
        opening path: String, clock: Clock, keeping former: (() throws -> FormerFile)? = nil
    ) throws {
        self.init(store: try Store(opening: path, keeping: former), clock: clock)
        try refreshCatalogue()
        // What the program does for itself is no change that somebody asked for.
        commits.any.store(false, ordering: .relaxed)
    }

    /// A file, empty yet, that keeps a registry as it was; how it gets its name, and loses it.
    package static func former(
        path: String, publish: @escaping () throws -> Void, withdraw: @escaping () -> Void
    ) -> FormerFile {
        FormerFile(path: path, publish: publish, withdraw: withdraw)
    }

    init(store: Store, clock: Clock) {
        self.store = store
        self.clock = clock
    }

    /// Creates a registry with the program's catalogue. Throws `invalid` for settings that cannot
    /// be, `conflict` where the file exists.
    package static func create(
        at path: String, settings: Settings, clock: Clock, author: Author
    ) throws {
        var settings = settings
        settings.catalogueVersion = Catalogue.version
        try settings.check(clock)
        let catalogue = try Catalogue.builtIn()
        let now = clock.now()
        try checkRange(now, on: clock.date(of: now, in: settings.timeZone))
        try Store.create(at: path, author.change("init", at: now)) { transaction in
            try transaction.insert(settings)
            try catalogue.write(to: transaction)
        }
    }

    /// Runs one use case that changes something: one transaction, one reading of the clock.
    ///
    /// Throws `clock` where that says an earlier day than the last entry's, unless it is vouched
    /// for (`rules.md` §8), and where it says one that no registry can hold.
    func write<Result>(
        _ action: String, _ author: Author,
        _ body: (WriteTransaction, _ today: CivilDate) throws -> Result
    ) throws -> Result {
        for (field, text) in [("reason", author.reason), ("on_behalf_of", author.onBehalfOf)] {
            if let text { _ = try Form.checked(text, field: field) }
        }
        let result = try store.write(author.change(action, at: clock.now())) { transaction in
            let zone = try transaction.reading.settings().timeZone
            let today = try clock.date(of: transaction.change.time, in: zone)
            try Self.checkRange(transaction.change.time, on: today)
            if !author.acceptsClock {
                let last = try transaction.reading.lastEntryTime()
                try check(today, after: last.map { try clock.date(of: $0, in: zone) })
            }
            return try body(transaction, today)
        }
        commits.any.store(true, ordering: .relaxed)
        return result
    }

    /// Runs queries for a day: the one asked about, else today in the registry's zone.
    func read<Result>(
        asOf day: CivilDate?, _ body: (ReadTransaction, _ day: CivilDate) throws -> Result
    ) throws -> Result {
        try store.read { reading in
            try body(reading, day ?? clock.today(in: reading.settings().timeZone))
        }
    }

    /// Throws `clock` where no registry holds the day it is; for what is recorded when it has been
    /// done.
    package func checkClock() throws {
        let now = clock.now()
        let zone = try store.read { try $0.settings().timeZone }
        try Self.checkRange(now, on: clock.date(of: now, in: zone))
    }

    /// Nobody can vouch for what could not be read back.
    private static func checkRange(_ now: Timestamp, on today: CivilDate) throws {
        guard Timestamp(now.description) != nil, CivilDate(today.description) != nil else {
            throw RegistryError(
                .clock, "the clock cannot be trusted: today is \(today)",
                hint: "set the clock; a registry holds the years 1900 to 2199")
        }
    }

    private func check(_ today: CivilDate, after last: CivilDate?) throws {
        guard let last, today < last else { return }
        throw RegistryError(
            .clock,
            "the clock cannot be trusted: today is \(today), but the last change was on \(last)",
            hint: "set the clock, or vouch for it once with --accept-clock; nothing was changed")
    }

    /// A clock that went back keeps nobody from reading: the catalogue waits for the next start.
    private func refreshCatalogue() throws {
        do {
            try updateCatalogue()
        } catch let error as RegistryError where error.kind == .clock {}
    }

    private func updateCatalogue() throws {
        guard try store.catalogueVersion() < Catalogue.version else { return }
        let catalogue = try Catalogue.builtIn()
        try write("catalogue.update", Author(actor: "attestry")) { transaction, _ in
            var settings = try transaction.reading.settings()
            guard settings.catalogueVersion < Catalogue.version else { return }
            settings.catalogueVersion = Catalogue.version
            try transaction.update(settings)
            try catalogue.write(to: transaction)
        }
    }
}

/// Remembers whether something was committed, for all copies of a registry.
private final class Commits: Sendable {
    let any = Atomic(false)
}
