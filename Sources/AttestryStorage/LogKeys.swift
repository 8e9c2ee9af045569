package import AttestryDomain
package import AttestryLog
import GRDB

/// A key that signs checkpoints, as the registry knows it.
package struct LogKey: Sendable {
    /// Its public half.
    package let verifier: VerifierKey
    /// The day on which it was recorded.
    package let recordedOn: CivilDate
    /// Whether it signs: a log that lost entries is another one, and has keys of its own.
    package let signs: Bool
}

extension ReadTransaction {
    /// The keys that sign for this log, in the order in which they were recorded. Throws `damaged`
    /// where it cannot be told which of them a restore ended.
    package func logKeys() throws -> [LogKey] {
        // All keys of a row recorded since lie above the floor.
        let floor = try lastCertainLoss()?.floor ?? 0
        return try db.rows("SELECT id, verifier_key, recorded_on FROM log_key ORDER BY id").map {
            try LogKey(
                verifier: VerifierKey(try $0["verifier_key"]), recordedOn: $0["recorded_on"],
                signs: $0["id"] > floor)
        }
    }

    /// The hashes of subtrees of the log's tree, from one pass over it; nil for one that ends
    /// behind the log.
    package func hashes(ofSubtrees ranges: [Range<Int>]) throws -> [[UInt8]?] {
        var subtrees = SubtreeHashes(ranges)
        let rows = try db.rows(
            "SELECT hash FROM entry WHERE sequence <= ? ORDER BY sequence",
            [ranges.map(\.upperBound).max() ?? 0])
        while let row = try rows.next() {
            guard case .bytes(let hash) = row.value(0) else {
                throw RegistryError(
                    .damaged, "the log holds what is no hash",
                    hint: "attestry audit verify lists what is wrong")
            }
            subtrees.append(hash)
        }
        return subtrees.hashes
    }

    /// What keeps this log from being the one of each of the checkpoints, and the hashes of further
    /// subtrees: all from one pass over it.
    package func compared(to checkpoints: [Checkpoint], subtrees: [Range<Int>] = []) throws
        -> (contradictions: [String], hashes: [[UInt8]?])
    {
        let found = try hashes(ofSubtrees: checkpoints.map { 0..<$0.size } + subtrees)
        let contradictions: [String] = try zip(checkpoints, found).compactMap { checkpoint, root in
            if root == checkpoint.root { return nil }
            let signed = checkpoint.size.of("entry")
            return root == nil
                ? "the log ends at entry \(try head().sequence), and \(signed) were signed: "
                    + "its end was cut off, or an older copy was put back"
                : "the first \(signed) are not those that were signed: "
                    + "the log was rewritten, or is another one"
        }
        return (contradictions, Array(found.dropFirst(checkpoints.count)))
    }

    /// The head of the log's tree now. Throws `conflict` where the log does not go on from one of
    /// the checkpoints that were signed before.
    package func checkpoint(origin: String, after last: [Checkpoint] = []) throws -> Checkpoint {
        let size = try head().sequence
        let (contradictions, hashes) = try compared(to: last, subtrees: [0..<size])
        if let contradiction = contradictions.first {
            throw RegistryError(
                .conflict, "nothing is signed: \(contradiction)",
                hint: "put back the registry that was signed, or find who changed it")
        }
        guard let root = hashes[0] else {
            throw RegistryError(
                .damaged, "the log has gaps", hint: "attestry audit verify lists what is wrong")
        }
        return Checkpoint(origin: origin, size: size, root: root)
    }

    /// The entry of this number. Throws `notFound`.
    package func entry(_ sequence: Int) throws -> LogEntry {
        guard let entry = try entry("sequence = ?", [sequence]) else {
            throw RegistryError(
                .notFound, "no entry \(sequence)",
                hint: "attestry audit log shows the numbers of entries")
        }
        return entry
    }

    /// The entry that recorded a version. Throws `notFound`.
    package func entry(recording version: VersionReference) throws -> LogEntry {
        try entry(
            first: "version",
            """
            SELECT version.id FROM version JOIN evidence ON evidence.id = evidence_id
            WHERE code = ? AND version = ?
            """, [version.code, version.version], "version '\(version)'")
    }

    /// The entry that recorded the release under which a copy went out. Throws `notFound`.
    package func entry(recordingCopy copy: String) throws -> LogEntry {
        try entry(
            first: "distribution", "SELECT id FROM distribution WHERE copy_id = ?", [copy],
            "entry, version or copy '\(copy.abbreviated)'")
    }

    private func entry(first table: String, _ sql: String, _ arguments: Cells, _ what: String)
        throws -> LogEntry
    {
        let key: Int64? = try db.value(sql, arguments)
        let found = try key.flatMap {
            try entry("table_name = ? AND row_id = ?", [table, $0])
        }
        guard let found else {
            throw RegistryError(
                .notFound, "no \(what)",
                hint: "give an entry's number, CODE@N, or a copy's identifier such as 51KF5C-HBGKP6"
            )
        }
        return found
    }
}

extension WriteTransaction {
    /// Records the public half of a key that signs checkpoints.
    package func insert(_ key: VerifierKey, on day: CivilDate) throws {
        try insert(
            "log_key", ["verifier_key": key.description, "recorded_on": day], subject: "log")
    }
}
