import Crypto

/// What identifies one copy of a released document; printed on it where it is stamped.
package enum CopyID {
    /// The identifier of the copy that follows a state of the log: 60 bits of a hash over its head
    /// and the ledger's next number, in Crockford's base 32.
    package static func make(after head: String, number: Int64) -> String {
        var text = "\(head):\(number)"
        let digest = text.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
        let bits = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return String(unsafeUninitializedCapacity: 13) { text in
            for index in 0..<12 {
                let letter = alphabet[Int(bits >> (59 - 5 * UInt64(index)) & 31)]
                text[index < 6 ? index : index + 1] = letter
            }
            text[6] = UInt8(ascii: "-")
            return 13
        }
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}
