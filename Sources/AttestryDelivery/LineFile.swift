import AttestryDomain
import Foundation

/// A file that grows by whole lines.
struct LineFile {
    let path: String

    /// Adds a line and makes sure that it is on the disk, whole or not at all. Throws
    /// `notWritable`.
    func append(_ line: Data) throws {
        let file = open(path, Self.flags | O_CREAT, 0o600)
        guard file >= 0 else { throw failure("cannot be opened", errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw RegistryError(.invalid, "\(path.abbreviated) is not a file")
        }
        guard !isDatabase(file) else {
            throw RegistryError(.invalid, "\(path.abbreviated) is a database")
        }
        // What a crash cut off must not swallow the line after it.
        var last: UInt8 = 0x0A
        if status.st_size > 0 { _ = pread(file, &last, 1, status.st_size - 1) }
        let bytes = (last == 0x0A ? Data() : Data([0x0A])) + line + Data([0x0A])
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(file) == 0 else {
            let reason = written >= 0 && written < bytes.count ? ENOSPC : errno
            ftruncate(file, status.st_size)
            throw failure("cannot be written", reason)
        }
    }

    /// What keeps lines from being added, as far as it can be seen without adding one.
    var obstacle: String? {
        let file = open(path, Self.flags)
        if file < 0 {
            let folder = URL(filePath: path).deletingLastPathComponent().path
            guard errno == ENOENT else { return failure("cannot be opened", errno).message }
            return FileManager.default.isWritableFile(atPath: folder)
                ? nil : "\(folder) cannot be written"
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, !isDatabase(file)
        else { return "\(path.abbreviated) is not a file for lines" }
        return nil
    }

    /// A pipe without a reader must not keep a run waiting.
    private static let flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK

    private func isDatabase(_ file: Int32) -> Bool {
        var head = [UInt8](repeating: 0, count: 15)
        return pread(file, &head, head.count, 0) == head.count
            && head == Array("SQLite format 3".utf8)
    }

    private func failure(_ what: String, _ reason: Int32) -> RegistryError {
        let words = reason == ELOOP ? "it is a link" : String(cString: strerror(reason))
        return RegistryError(.notWritable, "\(path.abbreviated) \(what): \(words)")
    }
}
