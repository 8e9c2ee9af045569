/// The hashes of subtrees of the log's tree (RFC 6962 §2.1), from one pass over its leaves; only
/// the path from the last leaf up is kept meanwhile, however many are asked for.
///
/// A subtree is either whole, or ends where the log or an older state of it did.
package struct SubtreeHashes: Sendable {
    private let ranges: [Range<Int>]
    /// The places of the ranges by the leaf behind which they end.
    private let ends: [Int: [Int]]
    private let last: Int
    /// The hashes in the order of the ranges; nil where the leaves ended before a range did.
    package private(set) var hashes: [[UInt8]?]
    private var count = 0
    /// The hashes of whole trees of falling sizes, powers of two, which have all leaves so far.
    private var whole: [[UInt8]] = []

    /// Nothing read yet of the subtrees over these ranges of leaves.
    package init(_ ranges: [Range<Int>]) {
        self.ranges = ranges
        hashes = ranges.map { $0.isEmpty ? MerkleTree.empty : nil }
        ends = Dictionary(grouping: ranges.indices) { ranges[$0].upperBound }
        last = ends.keys.max() ?? 0
    }

    /// Takes in the next leaf: the hash of an entry.
    package mutating func append(_ entry: UnsafeRawBufferPointer) {
        var (start, hash) = (count, [UInt8]())
        count += 1
        guard count <= last else { return }
        let ending = ends[count] ?? []
        hash = MerkleTree.leaf(entry)
        keep(hash, from: start, ending)
        // Each whole tree that the leaf fills up is one with its neighbour.
        for level in 0..<count.trailingZeroBitCount {
            hash = MerkleTree.node(whole.removeLast(), hash)
            start -= 1 << level
            keep(hash, from: start, ending)
        }
        whole.append(hash)
        guard !ending.isEmpty else { return }
        for tree in whole.dropLast().reversed() {
            hash = MerkleTree.node(tree, hash)
            // A tree begins where the lowest bit of where it ends is not set.
            start &= start - 1
            keep(hash, from: start, ending)
        }
    }

    private mutating func keep(_ hash: [UInt8], from start: Int, _ ending: [Int]) {
        for place in ending where ranges[place].lowerBound == start { hashes[place] = hash }
    }
}
