import AttestryDomain
package import Foundation
import Glibc

/// A file on its way out: written beside its name, where it appears complete or not at all.
package final class DocumentSink {
    /// Where it lies until it is published.
    package let draft: String
    private let target: String
    private var handle: Int32
    private var isPublished = false

    /// Opens the draft, readable by its owner only. Throws `conflict` where the target exists.
    package init(for target: String) throws {
        guard !FileManager.default.fileExists(atPath: target) else { throw Self.exists(target) }
        self.target = target
        let parts = target.split(separator: "/", omittingEmptySubsequences: false)
        let name = parts.last.map(String.init) ?? ""
        guard !name.isEmpty else {
            throw RegistryError(
                .invalid, "output: '\(target.abbreviated)' names no file", field: "output")
        }
        draft = (parts.dropLast() + [".\(name.prefix(100)).\(getpid())"]).joined(separator: "/")
        handle = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard handle >= 0 else { throw Self.failure("create", target) }
    }

    deinit {
        if handle >= 0 { close(handle) }
        if !isPublished { unlink(draft) }
    }

    /// Appends bytes. Throws `notWritable`.
    package func write(_ bytes: Data) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(
                    handle, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.failure("write", target) }
                done += count
            }
        }
    }

    /// Puts another file, made from this one, in its place.
    package func replace(with path: String) throws {
        guard rename(path, draft) == 0 else { throw Self.failure("write", target) }
        close(handle)
        handle = open(draft, O_RDWR | O_CLOEXEC)
        guard handle >= 0 else { throw Self.failure("write", target) }
    }

    /// Gives it its name, on disk when this returns. Throws `conflict` where another was faster.
    package func publish() throws {
        guard fsync(handle) == 0 else { throw Self.failure("write", target) }
        guard link(draft, target) == 0 else {
            if errno == EEXIST { throw Self.exists(target) }
            throw Self.failure("create", target)
        }
        isPublished = true
        unlink(draft)
    }

    private static func failure(_ verb: String, _ path: String) -> RegistryError {
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
