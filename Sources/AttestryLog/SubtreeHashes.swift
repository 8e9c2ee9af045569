/// The hashes of subtrees of the log's tree (RFC 6962 §2.1), from one pass over its leaves; of what
/// is asked for, only the path from the last leaf up is kept meanwhile.
package struct SubtreeHashes: Sendable {
    private var subtrees: [Subtree]
    private var count = 0

    /// Nothing read yet of the subtrees over these ranges of leaves.
    package init(_ ranges: [Range<Int>]) {
        subtrees = ranges.map(Subtree.init)
    }

    /// Takes in the next leaf: the hash of an entry.
    package mutating func append(_ entry: UnsafeRawBufferPointer) {
        var hash: [UInt8]?
        for place in subtrees.indices where subtrees[place].range.contains(count) {
            let leaf = hash ?? MerkleTree.leaf(entry)
            hash = leaf
            subtrees[place].append(leaf)
        }
        count += 1
    }

    /// The hashes in the order of the ranges; nil where the leaves ended before a range did.
    package var hashes: [[UInt8]]? {
        subtrees.allSatisfy { $0.range.upperBound <= count } ? subtrees.map(\.root) : nil
    }
}

/// One subtree, as far as it is read: the hashes of whole trees of falling sizes, powers of two.
private struct Subtree: Sendable {
    let range: Range<Int>
    private var count = 0
    private var whole: [[UInt8]] = []

    init(_ range: Range<Int>) {
        self.range = range
    }

    mutating func append(_ leaf: [UInt8]) {
        var hash = leaf
        // Each whole tree that the leaf fills up is one with its neighbour.
        for _ in 0..<(count + 1).trailingZeroBitCount {
            hash = MerkleTree.node(whole.removeLast(), hash)
        }
        whole.append(hash)
        count += 1
    }

    var root: [UInt8] {
        guard let last = whole.last else { return MerkleTree.empty }
        return whole.dropLast().reversed().reduce(last) { MerkleTree.node($1, $0) }
    }
}
