import AttestryDomain
import Glibc
import SystemPackage

/// What one process alone may do with a file at a time; the system takes the lock from a process
/// that dies, however it dies and wherever it ran.
package enum FileLock {
    /// A byte that SQLite never locks: its own lie from 2^30 on, 512 of them.
    private static let place = off_t(1) << 40
    /// F_OFD_SETLK of fcntl(2), which the C library's module does not name.
    private static let setLock: Int32 = 37

    /// Runs the body while this process holds the lock; nil, at once, where another holds it.
    /// Throws `notWritable` where the file system knows no locks.
    ///
    /// The lock belongs to the open file, not to the process: one of SQLite's kind would be lost
    /// with the first file of the registry that is closed.
    package static func whileHeld<Result>(over path: String, _ body: () throws -> Result) throws
        -> Result?
    {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = place
        lock.l_len = 1
        let handle: Handle
        do {
            handle = try Handle.open(path, .readWrite)
            guard fcntl(handle.descriptor.rawValue, setLock, &lock) == 0 else { throw Errno.last }
        } catch Errno.resourceTemporarilyUnavailable {
            return nil
        } catch let reason as Errno {
            throw RegistryError(
                .notWritable, "\(path) cannot be locked: \(reason)",
                hint: "check the file's permissions and that its file system has locks")
        }
        return try withExtendedLifetime(handle, body)
    }
}
