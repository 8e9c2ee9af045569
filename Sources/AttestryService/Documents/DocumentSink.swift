import AttestryDomain
package import Foundation
import Glibc

/// A file on its way out: it has no name until it is complete, so that one that was killed half-way
/// leaves nothing behind.
package final class DocumentSink {
    let target: String
    let directory: String
    private(set) var draft: Part
    private var former: Part?

    /// A file that is written; nameless where the file system can do that.
    struct Part {
        let handle: Int32
        let path: String?
    }

    /// Opens the file, readable by its owner only. Throws `conflict` where the target exists.
    package convenience init(for target: String) throws {
        guard !FileManager.default.fileExists(atPath: target) else { throw Self.exists(target) }
        try self.init(beside: target)
    }

    /// Opens the file, whatever lies at the target.
    init(beside target: String) throws {
        self.target = target
        let parts = target.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.last?.isEmpty == false else {
            throw RegistryError(
                .invalid, "output: '\(target.abbreviated)' names no file", field: "output")
        }
        let folder = parts.dropLast().map { String($0) }.joined(separator: "/")
        directory = folder.isEmpty ? (parts.count > 1 ? "/" : ".") : folder
        draft = try Self.open(in: directory, for: target)
    }

    deinit {
        Self.drop(draft)
        if let former { Self.drop(former) }
    }

    /// Where another program of this user can read what was written so far.
    package var contents: String { "/proc/\(getpid())/fd/\(draft.handle)" }

    /// Begins with an empty file in its place; returns the handle by which it is filled. What was
    /// there can be read until the end.
    package func beginAnew() throws -> FileHandle {
        let next = try Self.open(in: directory, for: target)
        former = draft
        draft = next
        return FileHandle(fileDescriptor: next.handle, closeOnDealloc: false)
    }

    /// Appends bytes. Throws `notWritable`.
    package func write(_ bytes: Data) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(
                    draft.handle, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.failure("write", target) }
                done += count
            }
        }
    }

    /// Gives it its name, on disk when this returns. Throws `conflict` where another was faster.
    package func publish() throws {
        guard fsync(draft.handle) == 0 else { throw Self.failure("write", target) }
        let status =
            draft.path.map { link($0, target) }
            ?? linkat(AT_FDCWD, contents, AT_FDCWD, target, AT_SYMLINK_FOLLOW)
        guard status == 0 else {
            if errno == EEXIST { throw Self.exists(target) }
            throw Self.failure("create", target)
        }
    }

    /// A nameless file where the file system has those, else one with a name of its own.
    private static func open(in directory: String, for target: String) throws -> Part {
        let nameless = Glibc.open(directory, namelessFile | O_RDWR | O_CLOEXEC, 0o600)
        if nameless >= 0 { return Part(handle: nameless, path: nil) }
        let path = "\(directory)/.attestry-\(UInt64.random(in: .min ... .max))"
        let handle = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard handle >= 0 else { throw failure("create", target) }
        return Part(handle: handle, path: path)
    }

    private static func drop(_ draft: Part) {
        close(draft.handle)
        if let path = draft.path { unlink(path) }
    }

    /// O_TMPFILE of open(2), which the C library defines in a form that does not import.
    private static let namelessFile: Int32 = 0o20000000 | O_DIRECTORY

    static func failure(_ verb: String, _ path: String) -> RegistryError {
        RegistryError(
            .notWritable,
            "output: cannot \(verb) \(path.abbreviated): \(String(cString: strerror(errno)))",
            field: "output")
    }

    private static func exists(_ path: String) -> RegistryError {
        RegistryError(
            .conflict, "output: \(path.abbreviated) exists already",
            hint: "give another name, or move it away", field: "output")
    }
}
