import Crypto

/// What identifies one copy of a released document; printed on it where it is stamped.
package enum CopyID {
    /// The identifier of a copy: 60 bits of a hash over these texts, in Crockford's base 32.
    ///
    /// The texts begin with the head of the log, which no other state shares; what follows tells
    /// apart copies that are made at the same state.
    package static func make(from texts: [String?]) -> String {
        var hash = EntryHash()
        for text in texts {
            guard var text else {
                hash.add(nil)
                continue
            }
            text.withUTF8 { hash.add(UnsafeRawBufferPointer($0)) }
        }
        let digest = hash.finish(after: EntryHash.genesis)
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
