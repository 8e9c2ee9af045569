import AttestryDomain
import AttestryHost
import Foundation
import Testing

/// A lock that this process holds until it is told to let go.
private final class Holder: Sendable {
    private let (isHeld, mayEnd, hasEnded) = (
        DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
    )

    init(of path: String) {
        Thread.detachNewThread { [self] in
            _ = try? FileLock.whileHeld(over: path) {
                isHeld.signal()
                mayEnd.wait()
            }
            hasEnded.signal()
        }
        isHeld.wait()
    }

    func letGo() {
        mayEnd.signal()
        hasEnded.wait()
    }
}

struct FileLockTests {
    private static func path(of process: Int32) -> String {
        FileManager.default.temporaryDirectory.appending(path: "attestry-lock-\(process)").path
    }

    @Test func `one process alone has the lock, until it lets go`() async throws {
        let path = Self.path(of: getpid())
        try Data([1]).write(to: URL(filePath: path))
        defer { unlink(path) }
        let holder = Holder(of: path)
        // A lock of SQLite's kind would be lost with this.
        _ = try InputFile.contents(of: path)
        #expect(try FileLock.whileHeld(over: path) {} == nil)
        await #expect(processExitsWith: .exitCode(7)) {
            exit(try FileLock.whileHeld(over: Self.path(of: getppid())) {} == nil ? 7 : 0)
        }
        holder.letGo()
        await #expect(processExitsWith: .exitCode(0)) {
            exit(try FileLock.whileHeld(over: Self.path(of: getppid())) {} == nil ? 7 : 0)
        }
    }

    @Test func `what cannot be locked is said`() {
        #expect {
            try FileLock.whileHeld(over: "/dev/null/nothing") {}
        } throws: {
            ($0 as? RegistryError)?.message.contains("cannot be locked: Not a directory") == true
        }
    }
}
