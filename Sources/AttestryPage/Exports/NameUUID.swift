import AttestryDomain
import Crypto

/// A UUID of version 5 (RFC 9562, 5.5): the same names give the same one, anywhere and at any time.
struct NameUUID: CustomStringConvertible {
    /// Its hexadecimal digits in their five groups.
    let description: String

    /// The namespace of what this program names: that of `urn:attestry` in the namespace of URLs.
    private static let namespace = bytes(
        of: "urn:attestry",
        in: [
            0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4,
            0x30, 0xC8,
        ])

    /// The UUID of something that names, from the outermost one in, tell from all else.
    init(_ names: [String]) {
        // With their lengths, so that no two lists of names are one text.
        let text = names.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
        let digits = Array(Self.bytes(of: text, in: Self.namespace).hexadecimal.utf8)
        description = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
            .map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
    }

    private static func bytes(of name: String, in namespace: [UInt8]) -> [UInt8] {
        var bytes = Array(Insecure.SHA1.hash(data: namespace + name.utf8).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }
}
