import Crypto

/// The hash of a log entry (`rules.md` §8): SHA-256 over its fields in their order and the hash of
/// the entry before.
///
/// Each field is preceded by its length in bytes and a colon; a field that is absent is a single
/// `-`, which no length can be. Fields are bytes: what only looks the same has another hash.
package struct EntryHash: Sendable {
    /// What stands for the hash before the first entry.
    package static let genesis = [UInt8](repeating: 0, count: SHA256.byteCount)

    private var bytes: [UInt8] = []
    private var digits: [UInt8] = []

    package init() {}

    /// Takes in a text or bytes; nil is absent.
    package mutating func add(_ field: UnsafeRawBufferPointer?) {
        guard let field else { return bytes.append(UInt8(ascii: "-")) }
        bytes.append(decimal: field.count)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: field)
    }

    /// Takes in a number by its decimal digits.
    package mutating func add(_ number: Int) {
        digits.removeAll(keepingCapacity: true)
        digits.append(decimal: number)
        digits.withUnsafeBytes { add($0) }
    }

    /// The hash of the fields taken in since the last one, after an entry of this hash.
    package mutating func finish(after previous: [UInt8]) -> [UInt8] {
        Array(digest(after: previous))
    }

    /// Whether the fields taken in since the last hash have this one.
    package mutating func matches(
        _ hash: UnsafeRawBufferPointer, after previous: [UInt8]
    ) -> Bool {
        digest(after: previous).withUnsafeBytes { $0.elementsEqual(hash) }
    }

    private mutating func digest(after previous: [UInt8]) -> SHA256.Digest {
        previous.withUnsafeBytes { add($0) }
        defer { bytes.removeAll(keepingCapacity: true) }
        var digest = SHA256()
        bytes.withUnsafeBytes { digest.update(bufferPointer: $0) }
        return digest.finalize()
    }
}

extension [UInt8] {
    /// Appends a number in decimal digits.
    mutating func append(decimal number: Int) {
        let zero = UInt8(ascii: "0")
        // Nearly all are lengths of fields.
        switch number {
        case 0..<10: append(zero + UInt8(number))
        case 10..<100:
            append(zero + UInt8(number / 10))
            append(zero + UInt8(number % 10))
        default:
            if number < 0 { append(UInt8(ascii: "-")) }
            let rest = number.magnitude / 10
            if rest > 0 { append(decimal: Int(rest)) }
            append(zero + UInt8(number.magnitude % 10))
        }
    }
}
