import AttestryDomain
import AttestryStorage
import Foundation

/// The turn of this process at raising and delivering: no two processes of one registry have it at
/// once, and the system takes it from a process that dies, however it dies and wherever it ran.
package final class DeliveryTurn: Sendable {
    /// When no further message is begun.
    let deadline: ContinuousClock.Instant
    private let file: Int32

    /// A byte that SQLite never locks: its own lie from 2^30 on, 512 of them.
    private static let place = off_t(1) << 40
    /// F_OFD_SETLK of fcntl(2), which the C library's module does not name.
    private static let setLock: Int32 = 37

    /// Takes the turn over the registry at a path for so many seconds; nil where another process
    /// has it. Throws `notWritable` where the file system knows no locks.
    ///
    /// The lock belongs to the open file, not to the process: one of SQLite's kind would be lost
    /// with the first file of the registry that is closed.
    package init?(over path: String, limit: Int) throws {
        deadline = .now + .seconds(limit)
        file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure(path) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = Self.place
        lock.l_len = 1
        guard fcntl(file, Self.setLock, &lock) == 0 else {
            let isTaken = errno == EAGAIN || errno == EACCES
            let failure = Self.failure(path)
            close(file)
            if isTaken { return nil }
            throw failure
        }
    }

    deinit {
        close(file)
    }

    private static func failure(_ path: String) -> RegistryError {
        RegistryError(
            .notWritable, "\(path) cannot be locked: \(String(cString: strerror(errno)))",
            hint: "check the file's permissions and that its file system has locks")
    }
}

extension Registry {
    /// Takes the turn at raising and delivering; nil where another process has it.
    package func takeTurn(limit: Int) throws -> DeliveryTurn? {
        try DeliveryTurn(over: store.path, limit: limit)
    }

    /// What a run reports that found another one at work.
    package func reportUnderWay() throws -> AlertReport {
        AlertReport(underWayOn: try clock.today(in: settings().timeZone))
    }
}
