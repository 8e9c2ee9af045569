import AttestryDomain
import Glibc
import SystemPackage

/// A folder whose files this program writes, beside what others may put there: each file appears
/// whole, and no link is followed.
package final class KeptFolder {
    private let place: Place
    private let handle: Handle?

    /// Opens the folder to write in it, which is made where it is missing. Throws `invalid` where
    /// the path is something else, `busy` where another process writes in it, and `notWritable`.
    package init(writing path: String, for field: String?) throws {
        place = Place(Self.trimmed(path), for: field)
        let target = place
        handle = try target.reporting(.notWritable, "cannot write in \(path.abbreviated)") {
            guard mkdir(target.path, 0o755) == 0 || errno == EEXIST else { throw Errno.last }
            return try Self.open(target)
        }
        guard let handle, flock(handle.descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            throw place.error(
                .busy, "another process writes in \(path.abbreviated) just now",
                hint: "try again when it is done")
        }
    }

    /// Opens the folder to look at it. Throws `notFound`, and `invalid` where the path is something
    /// else.
    package init(reading path: String, for field: String) throws {
        place = Place(Self.trimmed(path), for: field)
        let target = place
        handle = try target.reporting(.notFound, "cannot read \(path.abbreviated)") {
            try Self.open(target)
        }
    }

    private static func trimmed(_ path: String) -> String {
        let ending = path.utf8.reversed().prefix { $0 == UInt8(ascii: "/") }.count
        return ending < path.utf8.count
            ? String(decoding: path.utf8.dropLast(ending), as: UTF8.self) : path
    }

    private static func open(_ place: Place) throws -> Handle {
        do {
            return try Handle.open(place.path, .readOnly, [.directory, .noFollow])
        } catch let reason as Errno
            where reason == .notDirectory || reason == .tooManySymbolicLinkLevels
        {
            throw place.error(
                .invalid, "\(place.path.abbreviated) is no folder, or a symbolic link",
                hint: "give the path of the folder itself")
        }
    }

    /// The names of what lies in it, and in the folders in it, but for drafts. Throws `notFound`
    /// where one of them cannot be read: it would look empty.
    package var names: [String] {
        get throws { try list().filter { !Draft.isName(Self.last($0)) } }
    }

    /// Takes away what a process that was killed had not given its name yet, here and in the
    /// folders in it. Throws as `names`.
    package func sweep() throws {
        for name in try list() where Draft.isName(Self.last(name)) {
            Draft.removeIfLeft(path(name))
        }
    }

    private func list() throws -> [String] {
        try names(in: place.path).flatMap { name in
            guard type(of: name) == .directory else { return [name] }
            return try names(in: path(name)).map { "\(name)/\($0)" }
        }
    }

    private func names(in folder: String) throws -> [String] {
        try place.reporting(.notFound, "cannot read \(folder.abbreviated)") {
            try Place(folder).names()
        }
    }

    /// Hands in the bytes of a file piece by piece; returns whether there is such a file. Throws
    /// `invalid` where a link or something else lies there.
    package func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
        -> Bool
    {
        try checkWay(to: name)
        guard let type = type(of: name) else { return false }
        guard type == .regular else { throw strange(name) }
        return try place.reporting(.notFound, "cannot read \(path(name).abbreviated)") {
            let file = try Handle.open(path(name), .readOnly, [.noFollow, .nonBlocking])
            var offset = 0
            while case let bytes = try file.bytes(from: offset, count: 1 << 20), !bytes.isEmpty {
                try bytes.withUnsafeBytes(body)
                offset += bytes.count
            }
            return true
        }
    }

    /// Writes a file in place of the one that was there. Throws as `NewFile.replace` does, and
    /// `invalid` where the way there leads over a link.
    package func write(
        _ name: String, _ fill: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try checkWay(to: name)
        if let folder = Self.folder(of: name), type(of: folder) == nil {
            guard mkdir(path(folder), 0o755) == 0 else {
                throw place.error(
                    .notWritable, "cannot create \(path(folder).abbreviated): \(Errno.last)")
            }
        }
        try NewFile.replace(path(name), for: place.field ?? "output") { file in
            try fill(file.write)
        }
    }

    /// Takes a file away, and its folder where nothing else lies in that.
    package func remove(_ name: String) throws {
        try checkWay(to: name)
        guard let type = type(of: name) else { return }
        guard type == .regular else { throw strange(name) }
        guard unlink(path(name)) == 0 else {
            throw place.error(
                .notWritable, "cannot remove \(path(name).abbreviated): \(Errno.last)")
        }
        if let folder = Self.folder(of: name) { rmdir(path(folder)) }
    }

    /// Throws `invalid` where the folder of a name is a link or a file.
    private func checkWay(to name: String) throws {
        guard let folder = Self.folder(of: name), let type = type(of: folder) else { return }
        guard type == .directory else { throw strange(folder) }
    }

    private func strange(_ name: String) -> RegistryError {
        place.error(
            .invalid, "\(path(name).abbreviated) is a link, or no file of the page",
            hint: "take it away, and build again")
    }

    private func type(of name: String) -> FileType? {
        try? path(name).withCString { try Stat($0, followTargetSymlink: false) }.type
    }

    /// Where a file of it lies.
    package func path(_ name: String) -> String { "\(place.path)/\(name)" }

    private static func last(_ name: String) -> String { name.parts(at: "/").last ?? name }

    private static func folder(of name: String) -> String? {
        let parts = name.parts(at: "/")
        return parts.count == 2 ? parts[0] : nil
    }
}
