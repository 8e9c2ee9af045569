import AttestryDomain
import AttestryHost
import AttestryService

/// A key that signs checkpoints, in its file, with the checkpoint that was signed last beside it.
struct SigningKeyFile {
    let path: String
    /// Where the last checkpoint is.
    var lastPath: String { path + ".last" }

    /// Whether this process may keep a checkpoint there.
    var isWritable: Bool { FileFacts.isWritable(InputFile.folder(of: path)) }

    /// The head of a log, signed with the keys of these files, which keep it. Throws `busy` where
    /// another process signs with the first of them, and what the keys and the registry throw.
    static func sign(_ registry: Registry, with paths: [String]) throws -> String {
        let files = paths.map(SigningKeyFile.init)
        let keys = try files.map { try $0.key() }
        let signed = try FileLock.whileHeld(over: paths.first ?? "") {
            let signed = try registry.checkpoint(
                keyFiles: keys, after: files.map { try $0.last() })
            // Nobody sees a checkpoint that is not the last one signed.
            for file in files { try file.keep(signed) }
            return signed
        }
        guard let signed else {
            throw RegistryError(
                .busy, "\(paths.first?.abbreviated ?? "the key") is signing already",
                hint: "try again")
        }
        return signed
    }

    /// What the key's file holds. Throws `notFound`, and `invalid` where others than its owner may
    /// read it.
    func key() throws -> String {
        if let facts = FileFacts(path), facts.mode & 0o077 != 0 {
            throw RegistryError(
                .invalid,
                "\(path.abbreviated) may be read by others: "
                    + "whoever has it can sign for this log",
                hint: "chmod 600 \(path.abbreviated)", field: "key")
        }
        return try InputFile.text(of: path)
    }

    /// The checkpoint that was signed last. Throws `notFound`.
    func last() throws -> String {
        guard FileFacts(lastPath) != nil else {
            throw RegistryError(
                .notFound,
                "\(lastPath.abbreviated) is gone: without the checkpoint that was "
                    + "signed last, two logs could be signed",
                hint: "put it back from where the checkpoints are kept", field: "key")
        }
        return try InputFile.text(of: lastPath)
    }

    /// Keeps a checkpoint as the one that was signed last: on the disk when this returns.
    func keep(_ checkpoint: String) throws {
        try NewFile.replace(lastPath, for: "key", with: Array(checkpoint.utf8))
    }
}
