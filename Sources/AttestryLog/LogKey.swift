import AttestryDomain
import Crypto

/// The public half of a key that signs checkpoints, in the form of C2SP's signed notes:
/// `NAME+ID+BASE64`. Its name is the origin of the log.
package struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// The origin of the log that it signs for.
    package let name: String
    /// What tells keys of one name apart: the first four bytes of a hash over name and key.
    package let id: [UInt8]
    private let key: [UInt8]

    init(name: String, key: [UInt8]) {
        self.name = name
        self.key = key
        id = Array(SHA256.hash(data: Array(name.utf8) + [0x0A, Self.ed25519] + key).prefix(4))
    }

    /// Reads the form that `description` writes. Throws `invalid`.
    package init(_ text: String) throws {
        let (name, id, bytes) = try LogKeyText.parts(of: text, "verifier key", label: [])
        self.init(name: name, key: bytes)
        guard self.id == id else {
            throw LogKeyText.error("verifier key", "its number is not that of its bytes")
        }
    }

    /// Whether it signed this text.
    func signed(_ text: [UInt8], as signature: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else {
            return false
        }
        return key.isValidSignature(signature, for: text)
    }

    package var description: String {
        "\(name)+\(id.hexadecimal)+\(([Self.ed25519] + key).base64)"
    }

    static let ed25519: UInt8 = 1
}

/// A key that signs checkpoints (Ed25519, RFC 8032), in the form that Go's note package gives it:
/// `PRIVATE+KEY+NAME+ID+BASE64`.
package struct SigningKey: Sendable, CustomStringConvertible {
    /// The public half.
    package let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// A new key for the log of this origin. Throws `invalid` where it cannot be one.
    package init(origin: String) throws {
        try self.init(origin: origin, key: Curve25519.Signing.PrivateKey())
    }

    private init(origin: String, key: Curve25519.Signing.PrivateKey) throws {
        try LogKeyText.check(origin: origin)
        self.key = key
        verifier = VerifierKey(name: origin, key: Array(key.publicKey.rawRepresentation))
    }

    /// Reads a key file: the one line that is no comment. Throws `invalid`, and tells nothing of
    /// what the file holds.
    package init(file text: String) throws {
        let lines = text.lines.filter { !$0.begins(with: "#") }
        guard lines.count == 1, let line = lines.first else {
            throw LogKeyText.error("key file", "it does not hold one key")
        }
        let (name, id, seed) = try LogKeyText.parts(
            of: line, "key file", label: ["PRIVATE", "KEY"])
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw LogKeyText.error("key file", "its key cannot be read")
        }
        try self.init(origin: name, key: key)
        guard verifier.id == id else {
            throw LogKeyText.error("key file", "its number is not that of its key")
        }
    }

    func signature(of text: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: text))
    }

    /// The line that a key file holds: a secret.
    package var description: String {
        let seed = [VerifierKey.ed25519] + key.rawRepresentation
        return "PRIVATE+KEY+\(verifier.name)+\(verifier.id.hexadecimal)+\(seed.base64)"
    }
}

/// What both halves of a key have in common as texts.
enum LogKeyText {
    /// Throws `invalid` where a text cannot be the origin of a log: a name such as
    /// `registry.example.com/attestry`, which C2SP asks to be free of spaces and `+`.
    static func check(origin: String) throws {
        let isName = origin.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value < 0x7F && $0 != "+"
        }
        guard isName, !origin.isEmpty, origin.utf8.count <= 255 else {
            throw RegistryError.invalid(
                "origin", origin,
                "a name such as registry.example.com/attestry, without spaces or +")
        }
    }

    /// Name, number and bytes of a key behind these words. Base64 has `+` as well: it is the rest.
    static func parts(of text: String, _ noun: String, label: [String]) throws
        -> (name: String, id: [UInt8], bytes: [UInt8])
    {
        let start = label.count
        let parts = text.parts(at: "+")
        guard parts.count >= start + 3, Array(parts.prefix(start)) == label,
            let id = [UInt8](hexadecimal: parts[start + 1]), id.count == 4,
            let bytes = [UInt8](base64: parts[(start + 2)...].joined(separator: "+")),
            bytes.count == 33, bytes.first == VerifierKey.ed25519
        else { throw error(noun, "NAME+NUMBER+BASE64 of an Ed25519 key is expected") }
        try check(origin: parts[start])
        return (parts[start], id, Array(bytes.dropFirst()))
    }

    static func error(_ noun: String, _ why: String) -> RegistryError {
        RegistryError(.invalid, "the \(noun) cannot be read: \(why)")
    }
}
