package import AttestryDomain
import Glibc

/// What is remembered of the last good copy of a registry, in a small file beside it: a row would
/// change the registry with every copy of it.
package struct LastBackup: Sendable {
    /// When it was made.
    package let at: Timestamp
    /// Where it was put; it may have been taken elsewhere since.
    package let path: String

    package init(at: Timestamp, path: String) {
        self.at = at
        self.path =
            realpath(path, nil).map { resolved in
                defer { free(resolved) }
                return String(cString: resolved)
            } ?? path
    }

    /// What is remembered of a registry's; nil where that is nothing. Throws `damaged` where what
    /// is there does not say it, and as `InputFile` does.
    package init?(ofRegistry registry: String) throws {
        let file = Self.file(of: registry)
        guard FileFacts(file) != nil else { return nil }
        let bytes = try InputFile(file).bytes(from: 0, count: 1 << 16)
        let lines = String(decoding: bytes, as: UTF8.self).parts(at: "\n")
        guard lines.count == 3, let at = Timestamp(lines[0]) else {
            throw RegistryError(
                .damaged, "\(file.abbreviated) does not say when the last copy was made",
                hint: "attestry backup FOLDER --keep 14 makes a copy, and says it anew")
        }
        (self.at, path) = (at, lines[1])
    }

    /// Remembers it, on the disk when this returns. Throws as `NewFile.replace` does.
    package func remember(forRegistry registry: String) throws {
        try NewFile.replace(
            Self.file(of: registry), for: nil, with: Array("\(at)\n\(path.visible())\n".utf8))
    }

    private static func file(of registry: String) -> String { registry + ".backup" }
}
