import AttestryDomain
package import AttestryStorage

/// A copy that is put back in place of a registry, or of nothing (`rules.md` §11).
///
/// It lies in a file of its own, where it is verified and told that it begins an epoch, before
/// anything is done to what is there.
package struct Restoration: Sendable {
    /// What two logs have in common, and what each has alone.
    package struct Difference: Hashable, Sendable {
        /// The last entry that both have; 0 where they are of different registries.
        package let common: Int
        /// The number of entries of what is there that the copy lacks.
        package let lost: Int
        /// The number of entries of the copy that is lacking from what is there.
        package let gained: Int
    }

    private let copy: Registry
    private var present: Registry?
    private var standing: StandingFile?
    /// How the copy differs from what is there; nil where there is nothing, or nothing readable.
    package private(set) var difference: Difference?

    /// Takes a copy from a file, to which nothing is written, into an empty one, and verifies it in
    /// full. Throws `damaged` where it is no sound registry, and `newerRegistry`.
    package init(of file: String, in draft: String, clock: Clock) throws {
        let hint = "attestry audit verify --files --registry \(file) lists what is wrong"
        do {
            try StandingFile.copyPages(from: file, to: draft)
            copy = Registry(store: try Store(opening: draft), clock: clock)
        } catch let error as RegistryError where error.kind == .noRegistry {
            throw RegistryError(
                .notFound, "no file \(file)", hint: "give a copy that attestry backup made")
        } catch let error as RegistryError where error.kind == .damaged {
            throw RegistryError(.damaged, "\(file) is no registry that can be read", hint: hint)
        }
        try Registry.checkCopy(draft, "\(file) has", hint: hint)
    }

    /// Keeps what is there in an empty file, and compares; returns why it cannot be read, or nil.
    /// Throws `newerRegistry`, and `busy`.
    package mutating func compare(with path: String, keptIn kept: String) throws -> String? {
        do {
            let standing = try StandingFile(path, keptIn: kept)
            let store = try Store(inspecting: kept)
            try store.checkReadable()
            let present = Registry(store: store, clock: copy.clock)
            difference = try Self.difference(of: copy.store, from: store)
            (self.present, self.standing) = (present, standing)
            return nil
        } catch let error as RegistryError
            where [.damaged, .notWritable, .noRegistry].contains(error.kind)
        {
            return error.message
        }
    }

    /// Hands in each entry of what is there that the copy lacks; none where that is another
    /// registry.
    package func eachLost(_ body: (LogEntry) throws -> Void) throws {
        guard let present, let difference, difference.common > 0 else { return }
        var filter = EntryFilter()
        filter.after = difference.common
        try present.store.read { try $0.eachEntry(filter, body) }
    }

    /// Whether keys that signed the log sign it no longer.
    package var endsKeys: Bool {
        get throws { try difference?.lost != 0 && !copy.logKeys().isEmpty }
    }

    /// Records in the copy that it is put back. Throws `clock`.
    package func beginEpoch(author: Author) throws {
        try copy.write("restore", author) { transaction, today in
            let reading = transaction.reading
            let now = transaction.change.time
            let head = try reading.head()
            let other = try present?.store.read { present in
                (entries: try present.head().sequence, floor: try present.epochs().last?.floor)
            }
            let floor = try max(reading.epochs().last?.floor ?? 0, other?.floor ?? 0)
            // What nobody can count was hardly more than a change a second.
            let unknown =
                try other == nil
                ? reading.lastEntryTime().map { now.secondsSinceEpoch - $0.secondsSinceEpoch } ?? 0
                : 0
            var random = SystemRandomNumberGenerator()
            let name = withUnsafeBytes(of: (random.next(), random.next())) {
                Array($0).hexadecimal
            }
            try transaction.insert(
                Epoch(
                    name: name, entries: head.sequence, head: head.hash, lost: difference?.lost,
                    floor: (floor + max(head.sequence, other?.entries ?? 0) + max(unknown, 0))
                        .clamped(to: Epoch.possibleFloors),
                    beganAt: now, recordedOn: today))
        }
    }

    /// Puts the copy in place of what is there, which others may have open. Throws `busy` where it
    /// was changed since it was compared, in which case
    /// it is as it was, and `outputLost` where the disk failed once it was done.
    package func replaceStanding() throws {
        guard let standing else { return }
        do {
            try standing.replace(by: copy.store)
        } catch let error as RegistryError {
            let head = try copy.store.read { try $0.head() }
            guard standing.holds(head) else { throw error }
            throw RegistryError(
                .outputLost, "the copy is put back, but may not last: \(error.message)",
                hint: "check the disk, then attestry audit verify")
        }
    }

    /// Logs are alike up to an entry where that has one hash in both.
    private static func difference(of copy: Store, from present: Store) throws -> Difference {
        try copy.read { copy in
            try present.read { present in
                let ends = (try copy.head().sequence, try present.head().sequence)
                var (alike, unlike) = (0, min(ends.0, ends.1) + 1)
                while unlike - alike > 1 {
                    let middle = (alike + unlike) / 2
                    let hash = try copy.hash(ofEntry: middle)
                    if try hash != nil && hash == present.hash(ofEntry: middle) {
                        alike = middle
                    } else {
                        unlike = middle
                    }
                }
                return Difference(
                    common: alike, lost: ends.1 - alike, gained: ends.0 - alike)
            }
        }
    }
}
