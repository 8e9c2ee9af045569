import AttestryDomain
import Glibc
import SystemPackage

/// A folder of files that appears under its name with all of them or not at all.
///
/// Until then it lies beside that name, hidden, and only its owner may look into it. A process that
/// is killed leaves it behind for the next one of the same maker, which finds the same files in it.
package final class NewFolder {
    private let target: Place
    private let draft: String
    private let handle: Handle
    private var isKept = false

    /// Begins the folder that is to lie at a path, made by something of this name. Throws
    /// `conflict` where there is something already, but for an empty folder; `busy` where another
    /// process makes it just now; `invalid` where the path names no folder; and `notWritable`.
    package init(at path: String, for field: String, by maker: String) throws {
        let ending = path.utf8.reversed().prefix { $0 == UInt8(ascii: "/") }.count
        let target = Place(String(decoding: path.utf8.dropLast(ending), as: UTF8.self), for: field)
        guard !["", ".", ".."].contains(target.name) else {
            throw target.error(
                .invalid, "'\(path.abbreviated)' names no new folder",
                hint: "give the name of a folder that is to be made")
        }
        guard Self.isFree(target.path) else { throw Self.conflict(target) }
        self.target = target
        let draft = "\(target.directory)/.\(target.name).attestry-\(maker)"
        self.draft = draft
        handle = try target.reporting(.notWritable, "cannot create \(target.path.abbreviated)") {
            guard mkdir(draft, 0o700) == 0 || errno == EEXIST else { throw Errno.last }
            return try Handle.open(draft, .readOnly, [.directory, .noFollow])
        }
        guard flock(handle.descriptor.rawValue, LOCK_EX | LOCK_NB) == 0, isStillThere else {
            isKept = true
            throw target.error(
                .busy, "another process is making \(target.path.abbreviated) just now",
                hint: "try again when it is done")
        }
    }

    deinit {
        guard !isKept else { return }
        // A draft that cannot be cleared lies there until the next process of the same maker.
        try? clear()
        rmdir(draft)
    }

    /// The names of the files that are in it.
    package var names: [String] {
        get throws {
            try target.reporting(.notWritable, "cannot read \(draft.abbreviated)") {
                try Place(draft).names()
            }
        }
    }

    /// The names of what lies in a folder; none where there is no such folder. Throws `notFound`
    /// where there is one that cannot be read.
    package static func names(in path: String) throws -> [String] {
        try Place(path).reporting(.notFound, "cannot read \(path.abbreviated)") {
            do {
                return try Place(path).names()
            } catch let reason as Errno
                where reason == .noSuchFileOrDirectory || reason == .notDirectory
            {
                return []
            }
        }
    }

    /// Where a file of it lies until the folder appears.
    package func path(of name: String) -> String { "\(draft)/\(name)" }

    /// Where a file of it lies until then whose name may begin with that of a folder, which is made
    /// where it is missing. Throws `notWritable`.
    package func newPath(of name: String) throws -> String {
        let place = Place(path(of: name), for: target.field)
        if place.directory != draft, mkdir(place.directory, 0o700) != 0, errno != EEXIST {
            throw target.error(
                .notWritable, "cannot create \(target.path.abbreviated): \(Errno.last)")
        }
        return place.path
    }

    /// Takes all files out of it, and out of the folders in it.
    package func clear() throws {
        for name in try names {
            let path = path(of: name)
            guard unlink(path) != 0 else { continue }
            for inner in try Self.names(in: path) { unlink("\(path)/\(inner)") }
            rmdir(path)
        }
    }

    /// Leaves it where it lies, for another process to find, until it is discarded again.
    package func keep() { isKept = true }

    /// Lets it go with the last reference to it, if it is not published.
    package func discard() { isKept = false }

    /// Gives it its name, on the disk when this returns. Throws `conflict` where something came to
    /// lie there meanwhile, and `notWritable`.
    package func publish() throws {
        try target.reporting(.notWritable, "cannot create \(target.path.abbreviated)") {
            for name in try names {
                // A file has been put on the disk already, and is no folder to open.
                try? Handle.open(path(of: name), .readOnly, [.directory, .noFollow]).synchronize()
            }
            try handle.synchronize()
            guard rename(draft, target.path) == 0 else {
                if !Self.isFree(target.path) { throw Self.conflict(target) }
                throw Errno.last
            }
            isKept = true
            // Should its name be lost, the next process of the same maker gives it again.
            try? target.synchronizeDirectory()
        }
    }

    /// Whether the folder that is locked is still the one that lies there: another process may have
    /// given it its name in between.
    private var isStillThere: Bool {
        guard let own = try? handle.descriptor.stat(),
            let there = try? draft.withCString({ try Stat($0, followTargetSymlink: false) })
        else { return false }
        return own.inode == there.inode && own.deviceID == there.deviceID
    }

    /// Whether nothing lies at a path, or an empty folder, whose place another one takes.
    private static func isFree(_ path: String) -> Bool {
        guard access(path, F_OK) == 0 else { return true }
        return (try? Place(path).names()) == []
    }

    private static func conflict(_ target: Place) -> RegistryError {
        target.error(
            .conflict, "\(target.path.abbreviated) exists already",
            hint: "give the name of a new folder, or move it away")
    }
}
