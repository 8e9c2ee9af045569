import AttestryDomain
import Glibc
import SystemPackage

/// What one process alone may do with a file at a time; the system takes the lock from a process
/// that dies, however it dies and wherever it ran.
package enum FileLock {
    /// What is locked: a byte that SQLite never locks; its own lie from 2^30 on, 512 of them.
    enum Purpose: off_t {
        case work = 0x100_0000_0000
        case draft
    }

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
        let handle: Handle
        do {
            handle = try Handle.open(path, .readWrite)
            guard try take(handle, .work) else { return nil }
        } catch let reason as Errno {
            throw RegistryError(
                .notWritable, "\(path) cannot be locked: \(reason)",
                hint: "check the file's permissions and that its file system has locks")
        }
        return try withExtendedLifetime(handle, body)
    }

    /// Takes the lock for as long as the handle is open; false where another has it. Throws `Errno`
    /// where the file system knows no locks.
    static func take(_ handle: Handle, _ purpose: Purpose) throws -> Bool {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = purpose.rawValue
        lock.l_len = 1
        guard fcntl(handle.descriptor.rawValue, setLock, &lock) == 0 else {
            if [EAGAIN, EACCES].contains(errno) { return false }
            throw Errno.last
        }
        return true
    }
}
