import AttestryDomain
import AttestryLog
import AttestryStorage

extension Registry {
    /// A proof that the log had an entry when a checkpoint was signed (C2SP tlog-proof): the entry
    /// of a number, the one that recorded a version, or the release under which a copy went out.
    ///
    /// Throws `notFound` where there is no such entry, or a later one, and `conflict` where the
    /// checkpoint is not one of this log.
    package func proof(of subject: String, in checkpoint: String) throws -> String {
        let signed = try SignedCheckpoint(checkpoint)
        return try store.read { reading in
            let head = signed.checkpoint
            try Self.check(head, reading)
            let entry = try Self.entry(subject, reading)
            let index = entry.sequence - 1
            guard index < head.size else {
                throw RegistryError(
                    .notFound,
                    "entry \(entry.sequence) is younger than the checkpoint of "
                        + head.size.of("entry"),
                    hint: "attestry audit checkpoint --key FILE signs the log as it is now")
            }
            let path = try reading.hashes(
                ofSubtrees: MerkleTree.inclusion(of: index, in: head.size))
            return InclusionProof(
                index: index, path: path ?? [], checkpoint: signed,
                extra: JSONValue(entry, Self.logColumns).canonical
            ).description
        }
    }

    /// The hashes that show that the log of a later checkpoint begins with that of an earlier one
    /// (RFC 6962 §2.1.2). Throws `conflict` where one of them is not of this log.
    package func consistency(from old: String, to new: String) throws -> [String] {
        let (old, new) = (try SignedCheckpoint(old), try SignedCheckpoint(new))
        return try store.read { reading in
            try Self.check(old.checkpoint, reading)
            try Self.check(new.checkpoint, reading)
            let ranges = MerkleTree.consistency(
                from: old.checkpoint.size, to: new.checkpoint.size)
            return try reading.hashes(ofSubtrees: ranges)?.map(\.base64) ?? []
        }
    }

    private static func check(_ checkpoint: Checkpoint, _ reading: ReadTransaction) throws {
        guard let contradiction = try reading.contradiction(to: checkpoint) else { return }
        throw RegistryError(
            .conflict, "the checkpoint is not of this log: \(contradiction)",
            hint: "attestry audit verify --checkpoint FILE --vkey KEY says more")
    }

    private static func entry(_ subject: String, _ reading: ReadTransaction) throws -> LogEntry {
        if let sequence = Int(subject) { return try reading.entry(sequence) }
        if let version = try RegistryError.unlessMistyped({ try VersionReference(subject) }),
            version.version != nil
        {
            return try reading.entry(recording: version)
        }
        return try reading.entry(recordingCopy: subject)
    }
}
