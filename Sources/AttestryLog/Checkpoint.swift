import AttestryDomain

/// The head of the log's tree (C2SP tlog-checkpoint): its origin, the number of its entries, and
/// the root over them.
package struct Checkpoint: Hashable, Sendable {
    /// The origin of the log: the name of the key that signs for it.
    package let origin: String
    /// The number of entries.
    package let size: Int
    /// The root of the tree over their hashes.
    package let root: [UInt8]

    package init(origin: String, size: Int, root: [UInt8]) {
        (self.origin, self.size, self.root) = (origin, size, root)
    }

    /// The text that is signed.
    package var text: String {
        "\(origin)\n\(size)\n\(root.base64)\n"
    }

    /// Reads a text that was signed; lines behind the third are somebody else's. Nil where it is
    /// none.
    init?(_ text: String) {
        let lines = text.parts(at: "\n")
        guard lines.count >= 4, lines.last == "", !lines.dropLast().contains(""),
            let size = Int(lines[1]), size >= 0, lines[1] == String(size),
            let root = [UInt8](base64: lines[2]), root.count == 32
        else { return nil }
        self.init(origin: lines[0], size: size, root: root)
    }
}

/// A checkpoint with its signatures (C2SP signed-note).
package struct SignedCheckpoint: Hashable, Sendable, CustomStringConvertible {
    /// What is signed.
    package let checkpoint: Checkpoint
    private let text: String
    private let signatures: [NoteSignature]

    /// Signs a checkpoint with each of the keys. Throws what the signing throws.
    package init(_ checkpoint: Checkpoint, signedBy keys: [SigningKey]) throws {
        let text = checkpoint.text
        self.checkpoint = checkpoint
        self.text = text
        signatures = try keys.map {
            NoteSignature(
                name: $0.verifier.name, id: $0.verifier.id,
                bytes: try $0.signature(of: Array(text.utf8)))
        }
    }

    /// Reads a signed checkpoint. Throws `invalid` where it is none; its signatures are not checked
    /// yet.
    package init(_ note: String) throws {
        let lines = note.parts(at: "\n")
        guard let blank = lines.dropLast().lastIndex(of: ""), lines.last == "",
            note.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" }),
            case let text = lines[..<blank].map({ $0 + "\n" }).joined(),
            let checkpoint = Checkpoint(text),
            case let signed = lines[(blank + 1)...].dropLast(),
            // Sixteen have to be taken; a note of thousands is an attack on whoever checks it.
            (1...64).contains(signed.count)
        else { throw Self.unreadable }
        self.checkpoint = checkpoint
        self.text = text
        signatures = try signed.map {
            guard let signature = NoteSignature(line: $0) else { throw Self.unreadable }
            return signature
        }
    }

    /// What a key says of it.
    package enum Answer: Sendable {
        case signed, forged, unknown
    }

    /// Whether a key signed it; `unknown` where it bears no signature of that key.
    package func answer(of key: VerifierKey) -> Answer {
        func isOwn(_ name: String) -> Bool { name.utf8.elementsEqual(key.name.utf8) }
        let own = signatures.filter { isOwn($0.name) && $0.id == key.id }
        guard !own.isEmpty, isOwn(checkpoint.origin) else { return .unknown }
        return own.allSatisfy { key.signed(Array(text.utf8), as: $0.bytes) } ? .signed : .forged
    }

    /// The note as it is stored and passed on.
    package var description: String {
        text + "\n" + signatures.map { "\($0)\n" }.joined()
    }

    private static let unreadable = RegistryError(
        .invalid, "this is no signed checkpoint",
        hint: "attestry audit checkpoint --key FILE writes one")
}

/// A signature under a note.
private struct NoteSignature: Hashable, Sendable, CustomStringConvertible {
    let name: String
    let id: [UInt8]
    let bytes: [UInt8]

    var description: String {
        "\u{2014} \(name) \((id + bytes).base64)"
    }
}

extension NoteSignature {
    init?(line: String) {
        let parts = line.parts(at: " ")
        guard parts.count == 3, parts[0].unicodeScalars.elementsEqual(["\u{2014}"]),
            !parts[1].isEmpty, let bytes = [UInt8](base64: parts[2]), bytes.count > 4
        else { return nil }
        self.init(name: parts[1], id: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }
}
