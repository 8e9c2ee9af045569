import AttestryDomain
import AttestryLog
import AttestryStorage
import Foundation

/// A document on its way into the registry: read once for its hash, and once more for its bytes,
/// with one chunk in memory at a time.
package struct DocumentSource {
    /// The name that it had outside.
    package let name: String
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    package let sha256: String
    /// The number of its bytes.
    package let size: Int
    private let read: (_ offset: Int, _ count: Int) throws -> [UInt8]

    /// Hashes what `read` gives: so many bytes from an offset on, fewer at the end alone. Throws
    /// `invalid` where there are none, and what `read` throws.
    package init(
        named name: String, reading read: @escaping (_ offset: Int, _ count: Int) throws -> [UInt8]
    ) throws {
        var digest = StreamingDigest()
        while case let bytes = try read(digest.count, documentChunkSize), !bytes.isEmpty {
            bytes.withUnsafeBytes { digest.update($0) }
        }
        guard digest.count > 0 else {
            throw RegistryError(.invalid, "file: \(name.abbreviated) is empty", field: "file")
        }
        (self.name, sha256, size) = (name, digest.finished, digest.count)
        self.read = read
    }

    /// The chunks from the first one on, an empty one at the end.
    fileprivate var chunks: () throws -> Data {
        var offset = 0
        return {
            let bytes = try read(offset, documentChunkSize)
            offset += bytes.count
            return Data(bytes)
        }
    }
}

extension WriteTransaction {
    /// Stores a file, where one is given, and attaches it. Throws `conflict` where something is
    /// attached already.
    func attach(
        _ source: DocumentSource?, to owner: AttachmentOwner, subject: some CustomStringConvertible,
        _ today: CivilDate
    ) throws {
        guard let source else { return }
        try attach(
            Form.checked(source.name, field: "file"), sha256: source.sha256, size: source.size,
            to: owner, subject: subject.description, recordedOn: today, chunks: source.chunks)
    }
}
