package import AttestryDomain
import AttestryLog
package import AttestryStorage

/// A new key that signs checkpoints; nothing is recorded of it yet.
package struct NewLogKey: Sendable {
    /// What the key's file holds: a secret.
    package let file: String
    /// The public half, `NAME+NUMBER+BASE64`.
    package let verifier: String
    /// The head of the log as it is, signed: what lies beside the key before it is recorded.
    package let head: String
}

extension Registry {
    /// The columns of a list of keys.
    package static let logKeyColumns: [Column<LogKey>] = [
        Column("key") { $0.verifier.description }, Column("origin") { $0.verifier.name },
        Column("recorded_on") { $0.recordedOn }, Column("signs") { $0.signs },
    ]

    /// The keys that sign checkpoints of this log, the oldest first.
    package func logKeys() throws -> [LogKey] {
        try store.read { try $0.logKeys() }
    }

    /// A new key for this log. Without an origin it is that of the keys before; throws `invalid`
    /// where it is another, for a log has one, and where there is none yet.
    package func newLogKey(origin: String?) throws -> NewLogKey {
        // Its files lie there before it is recorded.
        try checkClock()
        let now = clock.now()
        return try store.read { reading in
            let known = try reading.logKeys()
            guard let origin = try origin ?? Self.origin(following: known, reading) else {
                throw RegistryError.missing(
                    "origin", "a log has a name that tells it from all others",
                    hint: "give one of yours, such as registry.example.com/attestry")
            }
            try Self.check(origin: origin, known)
            let key = try SigningKey(origin: origin)
            let head = try SignedCheckpoint(reading.checkpoint(origin: origin), signedBy: [key])
            return NewLogKey(
                file: "# created: \(now)\n# verifier key: \(key.verifier)\n\(key)\n",
                verifier: key.verifier.description, head: head.description)
        }
    }

    /// The origin of the keys that sign; where a log has lost entries since its last key, a further
    /// one that begins as that of its first.
    private static func origin(following known: [LogKey], _ reading: ReadTransaction) throws
        -> String?
    {
        if let current = known.first(where: \.signs) { return current.verifier.name }
        let epoch = try reading.lastLoss()?.name.prefix(8)
        return known.first.map { $0.verifier.name + (epoch.map { "/\($0)" } ?? "") }
    }

    /// Records the public half of a key that signs checkpoints from now on (`rules.md` §11).
    /// Throws `invalid` where its origin is not that of the keys before.
    package func addLogKey(_ verifier: String, author: Author) throws {
        let key = try VerifierKey(verifier)
        try write("audit.key", author) { transaction, today in
            try Self.check(origin: key.name, try transaction.reading.logKeys())
            try transaction.insert(key, on: today)
        }
    }

    private static func check(origin: String, _ known: [LogKey]) throws {
        if let first = known.first(where: \.signs) {
            guard first.verifier.name != origin else { return }
            throw RegistryError.invalid(
                "origin", origin, "\(first.verifier.name), which its checkpoints bear already")
        }
        guard known.contains(where: { $0.verifier.name == origin }) else { return }
        throw RegistryError.invalid(
            "origin", origin, "another name: checkpoints of entries that are lost bear this one")
    }

    /// Throws `conflict` where the key of a file signed this log before entries of it were lost,
    /// and `invalid` where it is not one of this registry.
    package func checkSigning(keyFile: String) throws {
        let key = try SigningKey(file: keyFile)
        try store.read { try Self.check(signing: key, $0) }
    }

    private static func check(signing key: SigningKey, _ reading: ReadTransaction) throws {
        let known = try reading.logKeys().filter { $0.verifier == key.verifier }
        guard !known.contains(where: \.signs) else { return }
        if let loss = try reading.lastLoss(), !known.isEmpty {
            throw RegistryError(
                .conflict,
                "nothing is signed: the key \(key.verifier) is of the log before the "
                    + "restore of \(loss.recordedOn), which lost entries of it",
                hint: "attestry audit key new --key FILE makes one for the log as it is",
                field: "key")
        }
        throw RegistryError(
            .invalid, "the key \(key.verifier) is not one of this registry",
            hint: "attestry audit key list shows its keys", field: "key")
    }

    /// The head of the log, signed (C2SP tlog-checkpoint) with the keys of these files, where the
    /// log goes on from each of the checkpoints that were signed last. Throws `conflict` where it
    /// does not, and `invalid` where a key is not one of this registry.
    package func checkpoint(keyFiles: [String], after last: [String]) throws -> String {
        let keys = try keyFiles.map { try SigningKey(file: $0) }
        let last = try last.map { try SignedCheckpoint($0) }
        return try store.read { reading in
            for key in keys { try Self.check(signing: key, reading) }
            for before in last {
                guard keys.contains(where: { before.answer(of: $0.verifier) == .signed }) else {
                    throw RegistryError(
                        .conflict, "nothing is signed: the last checkpoint is not of this key",
                        hint: "put back the file that was written beside the key")
                }
            }
            let head = try reading.checkpoint(
                origin: keys.first?.verifier.name ?? "", after: last.map(\.checkpoint))
            return try SignedCheckpoint(head, signedBy: keys).description
        }
    }
}
