import AttestryDomain
import Foundation
import Glibc

extension DocumentSink {
    /// Writes a file that every user may read, in place of the one that was there: on disk when
    /// this returns, and never seen half-written. Throws `invalid` where the target is something
    /// else than a file, or a database, and `notWritable`; the old file is kept then.
    package static func replace(_ target: String, with bytes: [UInt8]) throws {
        var status = stat()
        if lstat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw RegistryError(
                .invalid, "output: \(target.abbreviated) is \(status.kind), not a file",
                hint: "give the path of a file; what a file holds is replaced", field: "output")
        }
        guard !isDatabase(target) else {
            throw RegistryError(
                .invalid, "output: \(target.abbreviated) is a database, such as a registry",
                hint: "give another name", field: "output")
        }
        let sink = try DocumentSink(beside: target)
        try sink.write(Data(bytes))
        try sink.takePlace()
    }

    /// Whether a file begins as SQLite's do: a slip must not cost a registry.
    private static func isDatabase(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var head = [UInt8](repeating: 0, count: 16)
        return read(file, &head, head.count) == head.count
            && head == Array("SQLite format 3\0".utf8)
    }

    /// Gives it the name of the target, whatever file had it before.
    private func takePlace() throws {
        guard fchmod(draft.handle, 0o644) == 0, fsync(draft.handle) == 0 else {
            throw Self.failure("write", target)
        }
        let path = try draft.path ?? named()
        guard rename(path, target) == 0 else {
            let failure = Self.failure("create", target)
            unlink(path)
            throw failure
        }
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// A name beside the target for a file that has none, as no such file can be renamed.
    private func named() throws -> String {
        let path = "\(directory)/.attestry-\(UInt64.random(in: .min ... .max))"
        guard linkat(AT_FDCWD, contents, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
            throw Self.failure("create", target)
        }
        return path
    }
}

extension stat {
    /// What it describes, in words.
    fileprivate var kind: String {
        switch st_mode & S_IFMT {
        case S_IFLNK: "a symbolic link"
        case S_IFDIR: "a directory"
        default: "a device or a pipe"
        }
    }
}
