import Crypto

/// What identifies one copy of a released document; printed on it where it is stamped.
package enum CopyID {
    /// The identifier of the copy that follows a state of the log: 60 bits of a hash over its head
    /// and the ledger's next number, in Crockford's base 32.
    package static func make(after head: String, number: Int64) -> String {
        var text = "\(head):\(number)"
        let digest = text.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
        let bits = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let letters = (0..<12).map { index in alphabet[Int(bits >> (59 - 5 * UInt64(index)) & 31)] }
        return String(decoding: letters[..<6], as: UTF8.self) + "-"
            + String(decoding: letters[6...], as: UTF8.self)
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}
