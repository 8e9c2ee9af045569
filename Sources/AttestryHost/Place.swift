import AttestryDomain
import Glibc
import SystemPackage

/// A path as somebody gave it, and the field in which they gave it.
struct Place: Sendable {
    let path: String
    let field: String?

    init(_ path: String, for field: String? = nil) {
        self.path = path
        self.field = field
    }

    /// What follows the last slash.
    var name: String { cut.map { String(path[path.utf8.index(after: $0)...]) } ?? path }

    /// The directory that it lies in.
    var directory: String { cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "." }

    /// The names of what lies in it, the hidden ones too, sorted. Throws `Errno`.
    func names() throws -> [String] {
        guard let directory = opendir(path) else { throw Errno.last }
        defer { closedir(directory) }
        var names: [String] = []
        while true {
            // The end and a disk that fails look the same but for this.
            errno = 0
            guard let entry = readdir(directory) else { break }
            withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                names.append(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
            }
        }
        guard errno == 0 else { throw Errno.last }
        return names.filter { ![".", ".."].contains($0) }.sorted()
    }

    /// Puts the names in its directory on the disk, where this may be done. Throws `Errno` where
    /// the disk fails.
    func synchronizeDirectory() throws {
        // A directory that others let one write into, but not read, cannot be asked.
        guard let handle = try? Handle.open(directory, .readOnly, .directory) else { return }
        do {
            try handle.synchronize()
        } catch Errno.invalidArgument {}
    }

    private var cut: String.Index? { path.utf8.lastIndex(of: UInt8(ascii: "/")) }

    /// A failure in these words, after the name of the field.
    func error(_ kind: RegistryError.Kind, _ words: String, hint: String? = nil) -> RegistryError {
        let message = (field.map { "\($0): " } ?? "") + words
        return RegistryError(kind, message, hint: hint, field: field)
    }

    /// Runs the body; where the system refuses, throws a failure with these words and its own.
    func reporting<Result>(
        _ kind: RegistryError.Kind, _ words: String, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let reason as Errno {
            throw error(kind, "\(words): \(reason)")
        }
    }
}

/// An open file; it is closed with the last reference to it.
final class Handle: Sendable {
    let descriptor: FileDescriptor

    init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    deinit { try? descriptor.close() }

    /// Opens a file that no other program inherits. Throws `Errno`.
    static func open(
        _ path: String, _ mode: FileDescriptor.AccessMode,
        _ options: FileDescriptor.OpenOptions = [], permissions: FilePermissions? = nil
    ) throws -> Handle {
        Handle(
            try path.withCString {
                try FileDescriptor.open(
                    $0, mode, options: options.union(.closeOnExec), permissions: permissions)
            })
    }

    /// Puts a file's present state on the disk. Throws `Errno`.
    func synchronize() throws {
        guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }

    /// At most so many bytes from an offset on; fewer at the end alone. Throws `Errno`.
    func bytes(from offset: Int, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let buffer = UnsafeMutableRawBufferPointer(buffer)
            while filled < count {
                let read = try descriptor.read(
                    fromAbsoluteOffset: Int64(offset + filled),
                    into: .init(rebasing: buffer[filled...]))
                if read == 0 { break }
                filled += read
            }
        }
    }

    /// Whether it begins as the files of SQLite do: a slip must not cost a registry.
    var isDatabase: Bool { (try? bytes(from: 0, count: 16)) == Array("SQLite format 3\0".utf8) }

    /// Whether it is a file, not a directory, a device or a pipe.
    var isRegular: Bool { (try? descriptor.stat())?.type == .regular }
}
