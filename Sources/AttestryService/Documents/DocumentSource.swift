import AttestryDomain
import AttestryLog
import AttestryStorage
import Foundation
import Glibc

/// A file on its way into the registry: read once for its hash, and once more for its bytes, with
/// one chunk in memory at a time.
package final class DocumentSource {
    /// The last part of its path.
    package let name: String
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    package let sha256: String
    /// The number of its bytes.
    package let size: Int
    private let handle: Int32

    /// Opens and hashes a file. Throws `notFound` where it cannot be read and `invalid` where it is
    /// empty or not a file.
    package init(path: String) throws {
        handle = open(path, O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else {
            throw RegistryError(
                .notFound,
                "file: cannot read \(path.abbreviated): \(String(cString: strerror(errno)))",
                field: "file")
        }
        name = path.unicodeScalars.split(separator: "/").last.map { String($0) } ?? "document"
        do {
            var status = stat()
            guard fstat(handle, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw RegistryError(
                    .invalid, "file: \(path.abbreviated) is not a regular file", field: "file")
            }
            var digest = StreamingDigest()
            while case let bytes = try Self.chunk(handle, path), !bytes.isEmpty {
                bytes.withUnsafeBytes { digest.update($0) }
            }
            guard digest.count > 0 else {
                throw RegistryError(.invalid, "file: \(path.abbreviated) is empty", field: "file")
            }
            (sha256, size) = (digest.finished, digest.count)
        } catch {
            close(handle)
            throw error
        }
    }

    deinit {
        close(handle)
    }

    /// Goes back to the first byte.
    func rewind() { lseek(handle, 0, SEEK_SET) }

    /// The next chunk; empty at the end.
    func next() throws -> Data { try Self.chunk(handle, name) }

    private static func chunk(_ handle: Int32, _ path: String) throws -> Data {
        var bytes = Data(count: documentChunkSize)
        var filled = 0
        while filled < documentChunkSize {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(handle, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw RegistryError(
                    .notFound,
                    "file: cannot read \(path.abbreviated): \(String(cString: strerror(errno)))",
                    field: "file")
            }
            if count == 0 { break }
            filled += count
        }
        return bytes.prefix(filled)
    }
}

extension WriteTransaction {
    /// Stores a file and attaches it. Throws `conflict` where something is attached already.
    func attach(
        _ source: DocumentSource, to owner: AttachmentOwner, subject: String, _ today: CivilDate
    ) throws {
        source.rewind()
        try attach(
            Fields.checked(source.name, field: "file"), sha256: source.sha256, size: source.size,
            to: owner, subject: subject, recordedOn: today, chunks: source.next)
    }
}
