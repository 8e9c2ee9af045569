import AttestryDomain
import Glibc
import SystemPackage

/// A file before it has the name that it is to have. The process that writes it holds a lock over
/// it, which the system takes from one that dies: what is under way is told from what was left.
enum Draft {
    private static let start = ".attestry-"
    /// How often another name is tried where somebody has just swept the new file away.
    private static let patience = 100

    /// A name that no other draft in the directory has.
    static func path(in directory: String) -> String {
        "\(directory)/\(start)\(UInt64.random(in: .min ... .max))"
    }

    /// Whether a name is one of a draft.
    static func isName(_ name: String) -> Bool {
        name.after(start).map { UInt64($0) != nil } ?? false
    }

    /// Begins a draft, locked, in a directory from which what killed processes left is taken away.
    /// Throws `Errno`.
    static func begin(in directory: String) throws -> (handle: Handle, path: String) {
        sweep(directory)
        for _ in 0..<patience {
            let path = path(in: directory)
            let handle = try Handle.open(
                path, .readWrite, [.create, .exclusiveCreate], permissions: .own)
            if hold(handle), let links = try? handle.descriptor.stat().rawValue.st_nlink, links > 0
            {
                return (handle, path)
            }
        }
        throw Errno.resourceTemporarilyUnavailable
    }

    /// Takes the lock over a draft for as long as the handle is open; false where another process
    /// has it, which is about to take the file away. A file system without locks keeps nobody from
    /// writing: nothing is ever swept away there.
    @discardableResult
    static func hold(_ handle: Handle) -> Bool {
        do {
            return try FileLock.take(handle, .draft)
        } catch {
            return true
        }
    }

    /// Takes away what processes that are gone left in a directory. What cannot be looked at stays.
    ///
    /// A file of SQLite's that this process has open must not be in a transaction meanwhile: to
    /// open and close it here ends the locks that SQLite holds over it.
    static func sweep(_ directory: String) {
        for name in (try? Place(directory).names()) ?? [] where isName(name) {
            removeIfLeft("\(directory)/\(name)")
        }
    }

    /// Takes a draft away where no process writes it any more.
    static func removeIfLeft(_ path: String) {
        guard let found = stat(path), found.type == .regular, found.rawValue.st_uid == geteuid()
        else { return }
        // With another name it is finished, and needs this one no more.
        guard found.rawValue.st_nlink == 1 else {
            unlink(path)
            return
        }
        guard let handle = try? Handle.open(path, .readWrite, [.noFollow, .nonBlocking]),
            (try? FileLock.take(handle, .draft)) == true,
            let held = try? handle.descriptor.stat(), let there = stat(path),
            held.rawValue.st_ino == there.rawValue.st_ino
        else { return }
        unlink(path)
        // What SQLite leaves beside it.
        unlink(path + "-journal")
    }

    private static func stat(_ path: String) -> Stat? {
        try? path.withCString { try Stat($0, followTargetSymlink: false) }
    }
}
