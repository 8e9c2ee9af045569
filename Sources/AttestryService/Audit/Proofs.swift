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
            let entry = try Self.entry(subject, reading)
            let index = entry.sequence - 1
            let path = try Self.hashes(
                of: MerkleTree.inclusion(of: index, in: head.size), under: [head], reading)
            guard index < head.size else {
                throw RegistryError(
                    .notFound,
                    "entry \(entry.sequence) is younger than the checkpoint of "
                        + head.size.of("entry"),
                    hint: "attestry audit checkpoint --key FILE signs the log as it is now")
            }
            return InclusionProof(
                index: index, path: path, checkpoint: signed,
                extra: JSONValue(entry, Self.logColumns).canonical
            ).description
        }
    }

    /// The hashes that show that the log of a later checkpoint begins with that of an earlier one
    /// (RFC 6962 §2.1.2). Throws `conflict` where one of them is not of this log.
    package func consistency(from old: String, to new: String) throws -> [String] {
        let heads = try [old, new].map { try SignedCheckpoint($0).checkpoint }
        return try store.read { reading in
            try Self.hashes(
                of: MerkleTree.consistency(from: heads[0].size, to: heads[1].size), under: heads,
                reading
            ).map(\.base64)
        }
    }

    /// The hashes of subtrees of a log that is the one of these checkpoints.
    private static func hashes(
        of ranges: [Range<Int>], under checkpoints: [Checkpoint], _ reading: ReadTransaction
    ) throws -> [[UInt8]] {
        let (contradictions, hashes) = try reading.compared(to: checkpoints, subtrees: ranges)
        guard let contradiction = contradictions.first else { return hashes.compactMap(\.self) }
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
