import AttestryDomain
import Glibc
import SystemPackage

/// A file that appears under its name whole or not at all. Until then it has no name, where the
/// file system can do that, so that a process that is killed leaves nothing behind; only its owner
/// may read it.
package final class NewFile: Sendable {
    let handle: Handle
    private let target: Place
    private let draft: String?
    private let advice: String

    /// Begins the file that is to lie at a path. Throws `conflict`, with the advice, where there is
    /// something, `invalid` where the path names no file, and `notWritable`.
    package convenience init(
        at path: String, for field: String? = "output",
        advice: String = "give another name, or move it away"
    ) throws {
        let target = Place(path, for: field)
        guard target.isFree else { throw Self.conflict(target, advice) }
        try self.init(beside: target, advice)
    }

    /// Begins a file that a program must be able to open by a name at once, as SQLite must, in a
    /// directory that may be made where it is missing. Throws as `init(at:for:advice:)` does.
    package convenience init(
        namedAt path: String, advice: String, makingDirectory: Bool = true
    ) throws {
        let target = Place(path)
        guard target.isFree else { throw Self.conflict(target, advice) }
        try self.init(draftOf: target, advice, makingDirectory)
    }

    /// Begins such a file whatever lies at the path; it may take the place of that.
    package convenience init(inPlaceOf path: String) throws {
        try self.init(draftOf: Place(path), "try again", true)
    }

    private convenience init(draftOf target: Place, _ advice: String, _ makesDirectory: Bool) throws
    {
        if makesDirectory { try Self.makeDirectory(target.directory) }
        try self.init(beside: target, advice, isNamed: true)
    }

    /// A file with these bytes that another program reads and that never gets a name. Throws
    /// `notWritable`.
    package convenience init(scratch bytes: [UInt8] = []) throws {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        try self.init(beside: Place(folder + "/scratch"), "")
        if let draft { unlink(draft) }
        try bytes.withUnsafeBytes { try write($0) }
    }

    private init(beside target: Place, _ advice: String, isNamed: Bool = false) throws {
        guard !target.name.isEmpty else {
            throw target.error(.invalid, "'\(target.path.abbreviated)' names no file")
        }
        self.target = target
        self.advice = advice
        // Not every file system has files without a name; then it has one from the start.
        let nameless =
            isNamed
            ? nil : try? Handle.open(target.directory, .readWrite, Self.nameless, permissions: .own)
        if let nameless {
            (handle, draft) = (nameless, nil)
            // It has a draft's name for a moment where it replaces another file.
            Draft.hold(handle)
        } else {
            let begun = try target.reporting(
                .notWritable, "cannot create \(target.path.abbreviated)"
            ) { try Draft.begin(in: target.directory) }
            (handle, draft) = (begun.handle, begun.path)
        }
    }

    deinit {
        guard let draft else { return }
        unlink(draft)
        // What SQLite leaves beside it.
        unlink(draft + "-journal")
    }

    /// Where it is to lie.
    package var targetPath: String { target.path }

    /// Where this process and programs of the same user reach it.
    package var path: String { draft ?? "/proc/\(getpid())/fd/\(handle.descriptor.rawValue)" }

    /// The number of its bytes.
    package var size: Int { (try? Int(handle.descriptor.stat().size)) ?? 0 }

    /// Appends bytes. Throws `notWritable`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        try target.reporting(.notWritable, "cannot write \(target.path.abbreviated)") {
            var rest = bytes
            while !rest.isEmpty {
                rest = .init(rebasing: rest[(try handle.descriptor.write(rest))...])
            }
        }
    }

    /// At most so many bytes from an offset on; fewer at the end alone. Throws `notFound`.
    package func bytes(from offset: Int, count: Int) throws -> [UInt8] {
        try target.reporting(.notFound, "cannot read \(target.path.abbreviated)") {
            try handle.bytes(from: offset, count: count)
        }
    }

    /// Gives it its name, on the disk when this returns. Throws `conflict` where another was
    /// faster, and `notWritable`; it has no name then.
    package func publish() throws {
        try settle {
            do {
                try link(as: target.path)
            } catch Errno.fileExists {
                throw Self.conflict(target, advice)
            }
            do {
                try target.synchronizeDirectory()
            } catch {
                unlink(target.path)
                throw error
            }
        }
    }

    /// The same for a file that a record speaks of. Where that cannot be made the file goes: it
    /// would stand in the way of the next try. Throws as the body does too; where the record is
    /// made, but may not last (`outputLost`), the file stays.
    package func publish(recordedBy record: () throws -> Void) throws {
        try publish()
        do {
            try record()
        } catch {
            if (error as? RegistryError)?.kind != .outputLost { withdraw() }
            throw error
        }
    }

    /// Takes the name away that it was given.
    package func withdraw() { unlink(target.path) }
}

extension NewFile {
    /// Writes a file that every user may read, in place of the one that was there: on the disk when
    /// this returns, and never seen half-written. Throws `invalid` where the target is something
    /// else than a file, or a database, and `notWritable`; the old file is kept then, unless the
    /// message says that the new one is written.
    package static func replace(
        _ path: String, for field: String? = "output", with bytes: [UInt8]
    ) throws {
        try replace(path, for: field) { file in try bytes.withUnsafeBytes { try file.write($0) } }
    }

    /// Writes what the body puts into a file in place of the one that was there, as
    /// `replace(_:for:with:)` does.
    package static func replace(
        _ path: String, for field: String? = "output", filledBy body: (NewFile) throws -> Void
    ) throws {
        let target = Place(path, for: field)
        let there = try? path.withCString { try Stat($0, followTargetSymlink: false) }
        if let type = there?.type, type != .regular {
            let kind = [.symbolicLink: "a symbolic link", .directory: "a directory"][type]
            throw target.error(
                .invalid,
                "\(path.abbreviated) is \(kind ?? "a device or a pipe"), not a file",
                hint: "give the path of a file; what a file holds is replaced")
        }
        guard (try? Handle.open(path, .readOnly))?.isDatabase != true else {
            throw target.error(
                .invalid, "\(path.abbreviated) is a database, such as a registry",
                hint: "give another name")
        }
        Draft.sweep(target.directory)
        let file = try NewFile(beside: target, "")
        try body(file)
        try file.settle {
            guard fchmod(file.handle.descriptor.rawValue, 0o644) == 0 else { throw Errno.last }
            // A file that has no name cannot be renamed.
            let name = Draft.path(in: target.directory)
            try file.link(as: name)
            guard rename(name, path) == 0 else {
                let reason = Errno.last
                unlink(name)
                throw reason
            }
        }
        try target.reporting(.notWritable, "\(path.abbreviated) is written, but may not last") {
            try target.synchronizeDirectory()
        }
    }

    /// Gives a file that was named from the start the place of what lies there, which keeps another
    /// name, with what SQLite left beside it; on the disk when this returns. Throws `notWritable`.
    package func publish(keepingFormerAs kept: String) throws {
        try settle {
            let (journal, former) = (target.path + "-journal", kept + "-journal")
            // It tells how to undo what was begun in the other file.
            guard rename(journal, former) == 0 || errno == ENOENT else { throw Errno.last }
            guard Glibc.link(target.path, kept) == 0 || errno == ENOENT else { throw Errno.last }
            guard rename(path, target.path) == 0 else { throw Errno.last }
            try target.synchronizeDirectory()
        }
    }

    private func settle(_ giveName: () throws -> Void) throws {
        try target.reporting(.notWritable, "cannot create \(target.path.abbreviated)") {
            try handle.synchronize()
            try giveName()
        }
    }

    private func link(as name: String) throws {
        let status = linkat(AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW)
        guard status == 0 else { throw Errno.last }
    }

    private static func makeDirectory(_ path: String) throws {
        guard access(path, F_OK) != 0 else { return }
        try makeDirectory(Place(path).directory)
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw RegistryError(.notWritable, "cannot create the directory \(path)")
        }
    }

    private static func conflict(_ target: Place, _ advice: String) -> RegistryError {
        target.error(.conflict, "\(target.path.abbreviated) exists already", hint: advice)
    }

    /// O_TMPFILE of open(2), which the C library defines in a form that does not import.
    private static let nameless = FileDescriptor.OpenOptions(rawValue: 0o20000000 | O_DIRECTORY)
}

extension FilePermissions {
    /// The owner may read and write, and nobody else.
    static let own: FilePermissions = [.ownerReadWrite]
}

extension Errno {
    /// Why the last call of the C library failed.
    static var last: Errno { Errno(rawValue: errno) }
}
