import AttestryDomain
import AttestryLog
import Testing

struct CheckpointTests {
    private static let origin = "registry.example.com/attestry"
    private let key: SigningKey
    private let signed: SignedCheckpoint

    init() throws {
        key = try SigningKey(origin: Self.origin)
        signed = try SignedCheckpoint(
            Checkpoint(origin: Self.origin, size: 1, root: MerkleTree.empty), signedBy: [key])
    }

    @Test func `a key and its public half come back from their texts`() throws {
        let again = try SigningKey(file: "# a comment\n\(key)\n")
        #expect(again.verifier == key.verifier)
        #expect(try VerifierKey(key.verifier.description) == key.verifier)
    }

    @Test func `a public key of another program is read, and its number is checked`()
        throws
    {
        // The key of the examples of Go's golang.org/x/mod/sumdb/note.
        let key = try VerifierKey(
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        #expect(key.name == "PeterNeumann")
        #expect(throws: RegistryError.self) {
            try VerifierKey("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        }
    }

    @Test func `a checkpoint comes back from its text, and its key knows it`() throws {
        let again = try SignedCheckpoint(signed.description)
        #expect(again.checkpoint == signed.checkpoint)
        #expect(again.answer(of: key.verifier) == .signed)
        let other = try SigningKey(origin: Self.origin)
        #expect(again.answer(of: other.verifier) == .unknown)
    }

    @Test func `two keys sign during a rotation, and each is enough`() throws {
        let next = try SigningKey(origin: Self.origin)
        let both = try SignedCheckpoint(signed.checkpoint, signedBy: [key, next])
        let again = try SignedCheckpoint(both.description)
        #expect(again.answer(of: key.verifier) == .signed)
        #expect(again.answer(of: next.verifier) == .signed)
    }

    @Test func `no byte of a signed checkpoint can be another`() throws {
        let note = Array(signed.description.utf8)
        for place in note.indices {
            for bit in 0..<8 {
                var bent = note
                bent[place] ^= 1 << UInt8(bit)
                guard let text = String(validating: bent, as: UTF8.self),
                    let read = try? SignedCheckpoint(text)
                else { continue }
                #expect(read.answer(of: key.verifier) != .signed, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test func `a proof comes back from its text and holds for its entry alone`() throws {
        let entries = (0..<3).map { [UInt8](repeating: $0, count: 32) }
        var subtrees = SubtreeHashes([0..<3] + MerkleTree.inclusion(of: 2, in: 3))
        for entry in entries { entry.withUnsafeBytes { subtrees.append($0) } }
        let hashes = subtrees.hashes.compactMap(\.self)
        let head = Checkpoint(origin: Self.origin, size: 3, root: hashes[0])
        let proof = InclusionProof(
            index: 2, path: Array(hashes.dropFirst()),
            checkpoint: try SignedCheckpoint(head, signedBy: [key]), extra: Array("{}".utf8))
        let again = try InclusionProof(proof.description)
        #expect(again.description == proof.description)
        #expect(again.holds(for: entries[2]))
        #expect(!again.holds(for: entries[1]))
    }

    @Test(arguments: [
        "", "\n", "\n\n", "a\n1\nb\n",
        "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u{2014} a AAAAAAA=\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u{2014} a AAAAAAA=\n",
        "a\r\n1\r\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\r\n\r\n\u{2014} a AAAAAAA=\r\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
    ])
    func `what is no checkpoint is refused`(text: String) {
        #expect(throws: RegistryError.self) { try SignedCheckpoint(text) }
    }
}
