import AttestryDomain
import Foundation
import Synchronization

/// The last entry of a log, by which a change is known again.
typealias LogHead = (sequence: Int, hash: String)

/// Remembers that a change is recorded though the disk failed when it was made lasting.
final class CommitDoubts: Sendable {
    private let doubt = Mutex<RegistryError?>(nil)

    var first: RegistryError? { doubt.withLock(\.self) }

    func add(_ failure: RegistryError) {
        let doubt = RegistryError(
            .outputLost, "the change is recorded, but may not last: \(failure.message)",
            hint: "check the disk, then attestry audit verify")
        self.doubt.withLock { $0 = $0 ?? doubt }
    }
}

extension Store {
    /// Whether an entry is in the file, though its commit failed: the journal may have been gone
    /// before a lock or the directory made trouble.
    ///
    /// The file is opened anew, as the connection that failed may believe otherwise. Where it
    /// cannot be read the journal tells: as long as that lies there, whoever opens the file next
    /// takes the change back.
    func isRecorded(_ head: LogHead) -> Bool {
        let isThere = try? Store(inspecting: path, schema: schema).read {
            try $0.hash(ofEntry: head.sequence) == head.hash
        }
        return isThere ?? !FileManager.default.fileExists(atPath: path + "-journal")
    }
}
