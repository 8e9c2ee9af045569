import AttestryDomain
import AttestryLog
import Crypto
import Testing

struct MerkleTreeTests {
    /// The leaves and roots of the reference implementation of RFC 6962 (its Merkle tree tests).
    private static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    /// Subtrees over those leaves that its paths name, besides roots.
    private static let subtrees = [
        "second": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "second pair": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "second half": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "fifth": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "third pair": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "fourth pair": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "first": roots[0], "first pair": roots[1], "first half": roots[3],
    ]

    private func hashes(of ranges: [Range<Int>], over leaves: [[UInt8]]) -> [[UInt8]]? {
        var subtrees = SubtreeHashes(ranges)
        for leaf in leaves { leaf.withUnsafeBytes { subtrees.append($0) } }
        let all = subtrees.hashes.compactMap(\.self)
        return all.count == ranges.count ? all : nil
    }

    private func root(of leaves: [[UInt8]]) throws -> [UInt8] {
        try #require(hashes(of: [0..<leaves.count], over: leaves)?.first)
    }

    /// The root as RFC 6962 §2.1 defines it, word for word.
    private func defined(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = leaves.first else { return Array(SHA256.hash(data: [UInt8]())) }
        if leaves.count == 1 { return Array(SHA256.hash(data: [0] + first)) }
        var power = 1
        while power * 2 < leaves.count { power *= 2 }
        return Array(
            SHA256.hash(
                data: [1] + defined(leaves.prefix(power)) + defined(leaves.dropFirst(power))))
    }

    @Test func `roots are those of RFC 6962's own test`() throws {
        let leaves = try Self.leaves.map { try #require([UInt8](hexadecimal: $0)) }
        for size in 1...8 {
            #expect(try root(of: Array(leaves.prefix(size))).hexadecimal == Self.roots[size - 1])
        }
        #expect(try root(of: []) == MerkleTree.empty)
    }

    @Test(arguments: [
        (0, 8, ["second", "second pair", "second half"]),
        (5, 8, ["fifth", "fourth pair", "first half"]),
        (2, 3, ["first pair"]), (1, 5, ["first", "second pair", "fifth"]), (0, 1, []),
    ])
    func `paths to leaves are those of RFC 6962's own test`(
        index: Int, size: Int, path: [String]
    ) throws {
        let leaves = try Self.leaves.map { try #require([UInt8](hexadecimal: $0)) }
        let found = try #require(
            hashes(of: MerkleTree.inclusion(of: index, in: size), over: leaves))
        #expect(found.map(\.hexadecimal) == path.map { Self.subtrees[$0] })
        let root = MerkleTree.root(of: leaves[index], at: index, in: size, path: found)
        #expect(root?.hexadecimal == Self.roots[size - 1])
    }

    @Test(arguments: [
        (1, 8, ["second", "second pair", "second half"]),
        (6, 8, ["third pair", "fourth pair", "first half"]),
        (2, 5, ["second pair", "fifth"]), (1, 1, []),
    ])
    func `paths between sizes are those of RFC 6962's own test`(
        old: Int, new: Int, path: [String]
    ) throws {
        let leaves = try Self.leaves.map { try #require([UInt8](hexadecimal: $0)) }
        let found = try #require(
            hashes(of: MerkleTree.consistency(from: old, to: new), over: leaves))
        #expect(found.map(\.hexadecimal) == path.map { Self.subtrees[$0] })
        let roots = try Self.roots.map { try #require([UInt8](hexadecimal: $0)) }
        #expect(
            MerkleTree.isConsistent((old, roots[old - 1]), (new, roots[new - 1]), path: found))
    }

    @Test(arguments: 1...40)
    func `one pass over the log yields the paths of all its entries, and roots of what it was`(
        size: Int
    ) throws {
        let leaves = (0..<size).map { [UInt8](repeating: UInt8($0), count: 32) }
        let ranges =
            (0..<size).flatMap { MerkleTree.inclusion(of: $0, in: size) }
            + (0...size).map { 0..<$0 }
        let found = try #require(hashes(of: ranges, over: leaves))
        #expect(found == ranges.map { defined(leaves[$0]) })
        #expect(hashes(of: ranges, over: leaves.dropLast()) == nil)
    }

    @Test func `every entry of every log of up to 40 entries is proven, and no other in its place`()
        throws
    {
        let leaves = (0..<40).map { [UInt8](repeating: $0, count: 32) }
        for size in 1...40 {
            let part = Array(leaves.prefix(size))
            let root = try root(of: part)
            #expect(root == defined(part[...]))
            for index in 0..<size {
                let path = try #require(
                    hashes(of: MerkleTree.inclusion(of: index, in: size), over: part))
                func leads(_ leaf: Int, _ index: Int, _ size: Int, _ path: [[UInt8]]) -> Bool {
                    MerkleTree.root(of: leaves[leaf], at: index, in: size, path: path) == root
                }
                #expect(leads(index, index, size, path))
                #expect(!leads((index + 1) % 40, index, size, path))
                #expect(!leads(index, index, size, path + [root]))
                #expect(size == 1 || !leads(index, index, size, Array(path.dropLast())))
                for other in 0..<size where other != index {
                    #expect(!leads(index, other, size, path))
                }
            }
        }
    }

    @Test func `a log proves that it grew out of each of its pasts, and of nothing else`() throws {
        let leaves = (0..<24).map { [UInt8](repeating: $0, count: 32) }
        let roots = try (0...24).map { try root(of: Array(leaves.prefix($0))) }
        for new in 1...24 {
            for old in 0...new {
                let path = try #require(
                    hashes(of: MerkleTree.consistency(from: old, to: new), over: leaves))
                let head = (new, roots[new])
                #expect(MerkleTree.isConsistent((old, roots[old]), head, path: path))
                #expect(!MerkleTree.isConsistent((old, roots[(old + 1) % 25]), head, path: path))
                #expect(
                    !MerkleTree.isConsistent(
                        (old, roots[old]), (new, roots[(new + 1) % 25]), path: path) || old == 0)
                #expect(!MerkleTree.isConsistent((old, roots[old]), head, path: path + [roots[1]]))
                for place in path.indices {
                    var bent = path
                    bent[place][0] ^= 1
                    #expect(!MerkleTree.isConsistent((old, roots[old]), head, path: bent))
                }
            }
        }
    }
}
