/// The name and the hash of a stored file, as what it is attached to shows them.
package struct AttachedDocument: Hashable, Sendable {
    /// The name that the file had when it was attached.
    package let name: String
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    package let sha256: String

    package init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
    }
}
