import Crypto

/// The tree over the log (RFC 6962 §2.1): a leaf is the hash of an entry, the root stands for all
/// of them in their order.
///
/// A subtree is named by the range of leaves it covers, counted from 0: a proof is a list of such
/// ranges, and one pass over the leaves yields the hashes of them all.
package enum MerkleTree {
    /// The subtrees whose hashes lead from a leaf to the root of so many leaves, the leaf's sibling
    /// first (RFC 6962 §2.1.1); none where there is no such leaf.
    package static func inclusion(of index: Int, in size: Int) -> [Range<Int>] {
        guard index >= 0, index < size else { return [] }
        var path: [Range<Int>] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + range.count.largestPowerOfTwoBelow
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            path.append(index < middle ? right : left)
            range = index < middle ? left : right
        }
        return path.reversed()
    }

    /// The subtrees whose hashes show that the tree of so many leaves grew out of an older one
    /// (RFC 6962 §2.1.2); none where the older one is empty, or as large.
    package static func consistency(from old: Int, to new: Int) -> [Range<Int>] {
        guard old > 0, old < new else { return [] }
        var path: [Range<Int>] = []
        var range = 0..<new
        // Whether the rest of the older tree is a subtree that its own root stands for.
        var isKnown = true
        while range.upperBound != old {
            let middle = range.lowerBound + range.count.largestPowerOfTwoBelow
            if old <= middle {
                path.append(middle..<range.upperBound)
                range = range.lowerBound..<middle
            } else {
                path.append(range.lowerBound..<middle)
                range = middle..<range.upperBound
                isKnown = false
            }
        }
        if !isKnown { path.append(range) }
        return path.reversed()
    }

    /// The root that a leaf and its path lead to; nil where the path is too long or too short for a
    /// tree of this size.
    package static func root(
        of leaf: [UInt8], at index: Int, in size: Int, path: [[UInt8]]
    ) -> [UInt8]? {
        let ranges = inclusion(of: index, in: size)
        guard index >= 0, index < size, ranges.count == path.count else { return nil }
        return zip(ranges, path).reduce(self.leaf(leaf)) { hash, step in
            step.0.lowerBound > index ? node(hash, step.1) : node(step.1, hash)
        }
    }

    /// Whether a path shows that the tree with the new root begins with the tree with the old one
    /// (RFC 6962 §2.1.2).
    package static func isConsistent(
        _ old: (size: Int, root: [UInt8]), _ new: (size: Int, root: [UInt8]), path: [[UInt8]]
    ) -> Bool {
        guard old.size > 0, old.size < new.size else {
            return path.isEmpty && old.size >= 0 && old.size <= new.size
                && (old.size == 0 ? old.root == empty : old.root == new.root)
        }
        let ranges = consistency(from: old.size, to: new.size)
        guard ranges.count == path.count else { return false }
        var steps = Array(zip(ranges, path))
        // The deepest subtree ends where the older tree does: both roots are built up from it.
        let isKnown = ranges.first?.upperBound != old.size
        let first = isKnown ? old.root : steps.removeFirst().1
        var (oldRoot, newRoot) = (first, first)
        for (range, hash) in steps {
            if range.upperBound <= old.size {
                oldRoot = node(hash, oldRoot)
                newRoot = node(hash, newRoot)
            } else {
                newRoot = node(newRoot, hash)
            }
        }
        return oldRoot == old.root && newRoot == new.root
    }

    /// The root of no leaves.
    package static let empty = Array(SHA256.hash(data: [UInt8]()))

    static func leaf(_ data: some Sequence<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: [0] + data))
    }

    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [1] + left + right))
    }
}

extension Int {
    /// The largest power of two that is smaller; for numbers from 2 on.
    fileprivate var largestPowerOfTwoBelow: Int {
        1 << (Int.bitWidth - 1 - (self - 1).leadingZeroBitCount)
    }
}
