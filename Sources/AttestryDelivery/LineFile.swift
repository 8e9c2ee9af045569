import AttestryDomain
import Foundation

/// A file that grows by whole lines.
struct LineFile {
    let path: String

    /// Adds a line and makes sure that it is on the disk. Throws `notWritable`.
    func append(_ line: Data) throws {
        let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("cannot be opened") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw RegistryError(
                .invalid, "\(path.abbreviated) is no file that lines can be added to")
        }
        // What a crash or a full disk cut off must not swallow the line after it.
        var last: UInt8 = 0x0A
        if status.st_size > 0 { _ = pread(file, &last, 1, status.st_size - 1) }
        let bytes = (last == 0x0A ? Data() : Data([0x0A])) + line + Data([0x0A])
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(file) == 0 else { throw failure("cannot be written") }
    }

    private func failure(_ what: String) -> RegistryError {
        RegistryError(
            .notWritable, "\(path.abbreviated) \(what): \(String(cString: strerror(errno)))")
    }
}
