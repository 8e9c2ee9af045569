import AttestryDomain
import Crypto
import Foundation

/// Signs what web hooks get (Standard Webhooks, "Signature scheme"): whoever holds the key can
/// tell that it is ours and no replay.
struct WebhookSigner {
    private let keys: [SymmetricKey]

    /// A signer with these keys, each `whsec_` and base 64; several while one replaces another.
    /// Throws `notFound` where one is no key.
    init(secrets: [String]) throws {
        keys = try secrets.map { secret in
            let bytes = Data(base64Encoded: secret.after("whsec_") ?? secret)
            guard let bytes, bytes.count >= 16 else {
                throw RegistryError(
                    .notFound, "the signing key is not one",
                    hint: "a line is whsec_ and at least 24 random bytes in base 64")
            }
            return SymmetricKey(data: bytes)
        }
    }

    /// The headers that go with a body.
    func headers(id: String, at time: Timestamp, body: Data) -> [(String, String)] {
        let signed = Data("\(id).\(time.secondsSinceEpoch).".utf8) + body
        let signatures = keys.map { key in
            "v1,"
                + Data(HMAC<SHA256>.authenticationCode(for: signed, using: key))
                .base64EncodedString()
        }
        return [
            ("webhook-id", id), ("webhook-timestamp", "\(time.secondsSinceEpoch)"),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}
