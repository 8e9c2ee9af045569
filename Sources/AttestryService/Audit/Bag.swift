import AttestryDomain

/// A folder that says itself what it holds (BagIt, RFC 8493): a payload, what there is to know
/// about it, and a verifier, each file with its hash.
struct Bag {
    /// What it is about; all of it lies in `data`.
    var payload: HashedFiles
    private var tags: HashedFiles
    private let make: FileMaker

    init(_ make: @escaping FileMaker) {
        (payload, tags, self.make) = (HashedFiles(make), HashedFiles(make), make)
    }

    /// Writes what tells of the payload: these facts, by the names that RFC 8493 has for them, and
    /// the manifests.
    mutating func finish(_ facts: [(name: String, value: String?)]) throws {
        let size = payload.files.map(\.size).reduce(0, +)
        let lines = (facts + [("Payload-Oxum", "\(size).\(payload.files.count)")]).compactMap {
            name, value in value.map { "\(name): \($0.visible())\n" }
        }
        try tags.add("bagit.txt", Self.declaration)
        try tags.add("bag-info.txt", Array(lines.joined().utf8))
        try tags.add("manifest-sha256.txt", payload.sums)
        try tags.add("README.txt", PackageResources.README_txt)
        try tags.add("verify.py", PackageResources.verify_py)
        var last = HashedFiles(make)
        try last.add("tagmanifest-sha256.txt", tags.sums)
    }

    private static let declaration = Array(
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)
}
