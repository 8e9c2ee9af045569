import AttestryDomain
import AttestryHost

/// A key that signs checkpoints, in its file, with the checkpoint that was signed last beside it.
struct SigningKeyFile {
    let path: String
    /// Where the last checkpoint is.
    var lastPath: String { path + ".last" }

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
