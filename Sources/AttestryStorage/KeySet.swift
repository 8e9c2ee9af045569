/// A set of keys of one table, which lie close together: one bit a key, wherever they lie.
struct KeySet {
    private var words: [Int: UInt64] = [:]

    /// Whether a key is one of the set.
    subscript(key: Int) -> Bool {
        get { (words[key >> 6] ?? 0) & Self.bit(key) != 0 }
        set {
            if newValue {
                words[key >> 6, default: 0] |= Self.bit(key)
            } else if self[key] {
                words[key >> 6, default: 0] &= ~Self.bit(key)
            }
        }
    }

    var count: Int { words.values.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The keys in their order.
    var sorted: [Int] {
        words.keys.sorted().flatMap { word in
            (0..<64).map { word << 6 + $0 }.filter { self[$0] }
        }
    }

    private static func bit(_ key: Int) -> UInt64 { 1 << UInt64(key & 63) }
}
