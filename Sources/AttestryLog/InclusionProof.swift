import AttestryDomain

/// A proof that an entry stands in the log (C2SP tlog-proof): its place, the path from it to the
/// root, and the signed checkpoint with that root. `extra` has what the entry's hash is made of.
package struct InclusionProof: Sendable, CustomStringConvertible {
    /// The place of the entry, from 0: its number less one.
    package let index: Int
    /// The hashes from the entry's sibling up.
    package let path: [[UInt8]]
    /// The head that it leads to.
    package let checkpoint: SignedCheckpoint
    /// The entry itself, which nothing but its hash vouches for.
    package let extra: [UInt8]

    package init(index: Int, path: [[UInt8]], checkpoint: SignedCheckpoint, extra: [UInt8]) {
        (self.index, self.path, self.checkpoint, self.extra) = (index, path, checkpoint, extra)
    }

    /// Whether an entry of this hash leads to the root of the checkpoint; who signed that is
    /// another question.
    package func holds(for entry: [UInt8]) -> Bool {
        let head = checkpoint.checkpoint
        return MerkleTree.root(of: entry, at: index, in: head.size, path: path) == head.root
    }

    package var description: String {
        let hashes = path.map { $0.base64 + "\n" }.joined()
        return "\(Self.name)\nextra \(extra.base64)\nindex \(index)\n"
            + "\(hashes)\n\(checkpoint)"
    }

    /// Reads what `description` writes; `extra` may be missing. Throws `invalid`.
    package init(_ text: String) throws {
        let all = text.parts(at: "\n")
        guard let blank = all.firstIndex(of: ""), all.first == Self.name else {
            throw Self.unreadable
        }
        var lines = all[1..<blank]
        var extra: [UInt8] = []
        if let coded = lines.first?.after("extra ") {
            guard let bytes = [UInt8](base64: coded) else { throw Self.unreadable }
            extra = bytes
            lines.removeFirst()
        }
        let path = lines.dropFirst().compactMap { [UInt8](base64: $0) }
        guard let place = lines.first?.after("index "), let index = Int(place), index >= 0,
            place == String(index), path.count == lines.count - 1,
            path.allSatisfy({ $0.count == 32 })
        else { throw Self.unreadable }
        self.init(
            index: index, path: path,
            checkpoint: try SignedCheckpoint(all[(blank + 1)...].joined(separator: "\n")),
            extra: extra)
    }

    private static let name = "c2sp.org/tlog-proof@v1"
    private static let unreadable = RegistryError(.invalid, "this is no proof of an entry")
}
