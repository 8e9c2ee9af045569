package import AttestryDomain
import AttestryHost
import Crypto

/// The folder that the page is built in. Its manifest names every file of ours with its SHA-256, as
/// sha256sum(1) reads it; nothing else is ever written over or deleted.
package struct PageFolder {
    /// A file that is to lie in the folder.
    package struct File {
        package let name: String
        package let sha256: String
        let fill: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

        /// A file whose bytes come from elsewhere.
        package init(
            name: String, sha256: String,
            fill: @escaping ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
        ) {
            self.name = name
            self.sha256 = sha256
            self.fill = fill
        }

        /// A file of these bytes.
        package init(name: String, bytes: [UInt8]) {
            self.init(name: name, sha256: SHA256.hash(data: bytes).text) { sink in
                try bytes.withUnsafeBytes(sink)
            }
        }
    }

    /// What a build did.
    package struct Outcome: Sendable {
        /// The files that were written, and those that were taken away.
        package let written, removed: [String]
        /// How many files are as they were.
        package let kept: Int
    }

    static let manifest = "manifest-sha256.txt"
    private let folder: KeptFolder
    private let path: String

    /// The folder to build in. Throws as `KeptFolder` does.
    package init(writing path: String) throws {
        folder = try KeptFolder(writing: path, for: "directory")
        self.path = path
    }

    /// The folder to look at. Throws as `KeptFolder` does.
    package init(reading path: String) throws {
        folder = try KeptFolder(reading: path, for: "directory")
        self.path = path
    }

    /// Makes the folder hold these files, the last one last: only what is another one is written,
    /// and of the rest only what the manifest names is taken away. Throws `conflict` where the
    /// folder, or a file in it, is somebody else's.
    ///
    /// The manifest is written first: whoever finds the folder half-built learns from it which
    /// files are missing, and the next build which ones are ours.
    package func build(_ files: [File]) throws -> Outcome {
        let old = try known()
        try refuseForeign(files, old)
        try folder.sweep()
        let new = Dictionary(files.map { ($0.name, $0.sha256) }) { $1 }
        let gone = old.filter { new[$0.key] == nil }
        try writeManifest(new.merging(gone) { first, _ in first }, old)
        var written: [String] = []
        for file in files where try hash(of: file.name) != file.sha256 {
            try folder.write(file.name, file.fill)
            written.append(file.name)
        }
        for name in gone.keys.sorted() { try folder.remove(name) }
        if !gone.isEmpty { try writeManifest(new, [:]) }
        return Outcome(
            written: written, removed: gone.keys.sorted(), kept: files.count - written.count)
    }

    /// The files that are not as the last build left them: missing, or edited by hand.
    package func edited() throws -> [(name: String, isMissing: Bool)] {
        try ownManifest().sorted { $0.key < $1.key }.compactMap { name, sum in
            let found = try hash(of: name)
            return found == sum ? nil : (name, found == nil)
        }
    }

    /// The document of the page as it lies there; nil where there is none that can be read.
    package func document() throws -> JSONValue? {
        var bytes: [UInt8] = []
        guard try folder.read("index.json", { bytes += $0 }) else { return nil }
        return JSONValue(parsing: bytes)
    }

    private func writeManifest(_ sums: [String: String], _ old: [String: String]) throws {
        guard sums != old else { return }
        let lines = sums.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\($0.value)  \($0.key)\n" }
        try folder.write(Self.manifest) { try Array(lines.joined().utf8).withUnsafeBytes($0) }
    }

    /// What the manifest names; nothing of a folder that is empty yet. Throws `conflict` where
    /// something lies there without a manifest of ours.
    private func known() throws -> [String: String] {
        try folder.names.isEmpty ? [:] : ownManifest()
    }

    private func ownManifest() throws -> [String: String] {
        var bytes: [UInt8] = []
        guard try folder.read(Self.manifest, { bytes += $0 }) else { throw foreign() }
        var sums: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).lines where !line.isEmpty {
            let name = String(decoding: line.utf8.dropFirst(66), as: UTF8.self)
            guard Self.isOurs(name) else { throw foreign() }
            sums[name] = String(decoding: line.utf8.prefix(64), as: UTF8.self)
        }
        guard ["index.html", "index.json", "style.css"].allSatisfy({ sums[$0] != nil }) else {
            throw foreign()
        }
        return sums
    }

    private func foreign() -> RegistryError {
        RegistryError(
            .conflict, "directory: \(path.abbreviated) is no folder that 'page build' made",
            hint: "give the name of a new folder: attestry page build NEW", field: "directory")
    }

    /// Throws `conflict` where somebody else put a file in the place of one of ours.
    private func refuseForeign(_ files: [File], _ old: [String: String]) throws {
        for file in files where old[file.name] == nil {
            guard let found = try hash(of: file.name), found != file.sha256 else { continue }
            throw RegistryError(
                .conflict, "directory: \(path.abbreviated)/\(file.name) is not a file of the page",
                hint: "move it away, then attestry page build \(path.abbreviated)",
                field: "directory")
        }
    }

    private func hash(of name: String) throws -> String? {
        var digest = SHA256()
        guard try folder.read(name, { digest.update(bufferPointer: $0) }) else { return nil }
        return digest.finalize().text
    }

    /// Whether a name is one that a build gives: a manifest that was tampered with must not make
    /// one delete anything else.
    private static func isOurs(_ name: String) -> Bool {
        if fixed.contains(name) { return true }
        let parts = name.parts(at: "/")
        guard parts.count == 2, ["evidence", "documents"].contains(parts[0]) else { return false }
        return parts[1].utf8.first.map { $0.isLetterOrDigit } ?? false
            && parts[1].utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x2E }
    }

    private static let fixed: Set = [
        "index.html", "style.css", "index.json", "index.schema.json", "changes.atom", "llms.txt",
        "index.md", ".well-known/security.txt",
    ]
}

extension Digest {
    /// The hash in lower-case hexadecimal.
    fileprivate var text: String { Array(self).hexadecimal }
}
